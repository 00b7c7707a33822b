package drawbridge.provider.signature;

import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import drawbridge.provider.remote.RemoteKeys;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A stored scheme whose row is missing, disabled or changed. It refuses every delivery. */
final class UnavailableScheme extends Scheme {

  private static final Proof NOWHERE =
      new Proof(new Proof.Members("Authorization", null, null, null, null, null));

  UnavailableScheme(JsonObject settings) {
    super(settings, NOWHERE);
  }

  @Override
  public boolean isAvailable() {
    return false;
  }

  @Override
  Optional<String> faultOfKey(String secret) {
    return Optional.empty();
  }

  @Override
  public SignatureVerdict check(
      Delivery delivery, List<String> secrets, RemoteKeys keys, Instant now) {
    return SignatureVerdict.Refused.NO_SCHEME;
  }

  @Override
  SignatureVerdict check(Delivery delivery, Proof.Found found, Evidence evidence) {
    return SignatureVerdict.Refused.NO_SCHEME;
  }

  @Override
  public Optional<String> addProof(CurlCommand curl) {
    return Optional.of("its signature scheme is not available");
  }
}

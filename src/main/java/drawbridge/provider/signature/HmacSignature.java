package drawbridge.provider.signature;

import drawbridge.platform.binding.OneOf;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Encoding;
import drawbridge.provider.Hmac;
import drawbridge.provider.SampleDelivery;
import jakarta.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** An HMAC over parts of the delivery. */
final class HmacSignature extends KeyedSignature {

  /** The members of a row with an HMAC. The head of {@code signatures.yaml} defines them. */
  public record Members(
      @NotNull @OneOf({"sha1", "sha256", "sha384", "sha512"}) String algorithm,
      @NotNull @OneOf({"hex", "base64"}) String encoding,
      @OneOf({"text", "base64", "hex"}) @Nullable String key) {}

  private final Members members;
  private final KeyForm key;

  HmacSignature(JsonObject settings, Proof proof, SignedContent content, Members members) {
    super(settings, proof, content, members.encoding());
    this.members = members;
    key = members.key() == null ? KeyForm.TEXT : KeyForm.named(members.key());
  }

  @Override
  Optional<String> faultOfKey(String secret) {
    return key.of(secret).isPresent() ? Optional.empty() : Optional.of(key.fault());
  }

  @Override
  public boolean isShort(String secret) {
    return super.isShort(key.characters(secret));
  }

  /** Compares every form of the text with every signature, each in constant time. */
  @Override
  boolean isSigned(List<byte[]> given, SignedContent.Text text, String secret) {
    Mac mac = Hmac.of(members.algorithm(), key.of(secret).orElseThrow());
    boolean found = false;
    for (int form = 0; form < text.forms(); form++) {
      text.write(form, mac::update);
      byte[] expected = mac.doFinal();
      for (byte[] one : given) {
        found |= MessageDigest.isEqual(one, expected);
      }
    }
    return found;
  }

  @Override
  public Optional<String> fingerprint(String secret) {
    return key.of(secret).map(bytes -> Hmac.fingerprint(members.algorithm(), bytes));
  }

  /** Hashes are in the order of their strength. */
  @Override
  Requirements requirements() {
    int weakest = Hmac.HASHES.indexOf(members.algorithm());
    Set<String> algorithms = Set.copyOf(Hmac.HASHES.subList(weakest, Hmac.HASHES.size()));
    return requirements("an HMAC", Map.of("algorithms", algorithms));
  }

  @Override
  public boolean isHmac() {
    return true;
  }

  static Set<String> fingerprintsOfAllForms(String secret) {
    return Stream.of(KeyForm.values())
        .flatMap(form -> form.of(secret).stream())
        .flatMap(key -> Hmac.HASHES.stream().map(hash -> Hmac.fingerprint(hash, key)))
        .collect(Collectors.toSet());
  }

  @Override
  public Optional<String> sign(SampleDelivery sample, String secret, Instant now) {
    Optional<byte[]> bytes = key.of(secret);
    List<String> elements = new ArrayList<>();
    Optional<SignedContent.Text> text =
        bytes.flatMap(it -> content().put(sample, proof(), elements, now));
    if (text.isEmpty()) {
      return Optional.of(BODY_CANNOT_HOLD);
    }
    Mac mac = Hmac.of(members.algorithm(), bytes.get());
    text.get().write(0, mac::update);
    return proof().put(sample, elements, encoding().encode(mac.doFinal()))
        ? Optional.empty()
        : Optional.of(BODY_CANNOT_HOLD);
  }

  @Override
  public Optional<String> addProof(CurlCommand curl) {
    List<String> elements = new ArrayList<>();
    Optional<String> text = content().put(curl, proof(), elements);
    if (text.isEmpty()) {
      return Optional.of(BODY_CANNOT_HOLD);
    }
    String sign =
        "printf %s \"%s\" | openssl dgst -%s %s"
            .formatted("%s", text.get(), members.algorithm(), key.inShell(curl));
    String end =
        encoding() == Encoding.HEX ? " -r | cut -d' ' -f1" : " -binary | openssl base64 -A";
    String signature =
        proof().isInBody()
            ? curl.define("SIGNATURE", sign + end)
            : curl.compute("SIGNATURE", sign + end);
    return proof().put(curl, elements, signature)
        ? Optional.empty()
        : Optional.of(BODY_CANNOT_HOLD);
  }
}

package drawbridge.provider.signature;

import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.SampleDelivery;
import drawbridge.provider.remote.RemoteKeys;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The signature scheme of one trigger: a row of the table with the trigger's settings. Immutable;
 * contains no secret. Two schemes with the same settings are equal.
 *
 * <p>A public key that an operator enters is stored as the secret of the scheme, so that it rotates
 * as secrets do.
 */
public abstract sealed class Scheme
    permits Credential, KeyedSignature, CertificateSignature, JwtCredential {

  /** The shell variable that holds the secret. */
  public static final String SECRET = "SECRET";

  static final String BODY_CANNOT_HOLD =
      "the signature covers or stands in a part that the sample's body cannot hold";

  /** The fewest characters of a new secret; shorter ones can be guessed. */
  public static final int SHORTEST_SECRET = 8;

  /** The most characters of a secret. */
  public static final int LONGEST_SECRET = 1_000;

  /** What the length of a new secret must be. */
  public static final String LENGTH =
      "must have " + SHORTEST_SECRET + " to " + LONGEST_SECRET + " characters";

  private final JsonObject settings;
  private final Proof proof;

  Scheme(JsonObject settings, Proof proof) {
    this.settings = settings;
    this.proof = proof;
  }

  Proof proof() {
    return proof;
  }

  /** Returns the name of the row. */
  public String name() {
    return settings.getString(SchemeRow.SCHEME, "");
  }

  /** Returns the settings that {@link Schemes#read} read; never a secret. */
  public JsonObject toJson() {
    return settings;
  }

  /**
   * Whether a trigger needs a stored secret or public key. Otherwise keys that the provider
   * publishes prove deliveries.
   */
  public boolean needsSecret() {
    return true;
  }

  /** Whether the stored secret is a public key, which callers may know. */
  public boolean isSecretPublic() {
    return false;
  }

  /**
   * Returns the parts of a delivery that show a secret or token itself, which runs must not see. A
   * signature is not such a part. In a pointer, {@code -} stands for each element of an array.
   */
  public List<DeliveryPart> secretParts() {
    return List.of();
  }

  /** Whether the body or parts of it are signed. */
  public boolean signsPartOfBody() {
    return false;
  }

  /** Whether the received bytes of the body are signed as a whole. */
  public boolean signsBody() {
    return false;
  }

  /**
   * Returns what a stored secret must be, when it is not; empty when it is valid. Never quotes the
   * secret. A stored secret may be shorter than a new one.
   */
  public final Optional<String> faultOfSecret(String secret) {
    return secret.isEmpty() || secret.length() > LONGEST_SECRET
        ? Optional.of(LENGTH)
        : faultOfKey(secret);
  }

  /** Returns what a new secret must be, when it is not, as {@link #faultOfSecret} does. */
  public final Optional<String> faultOfNewSecret(String secret) {
    return faultOfSecret(secret).or(() -> isShort(secret) ? Optional.of(LENGTH) : Optional.empty());
  }

  /** Whether a secret can be guessed because of its length. A public key has a form instead. */
  public boolean isShort(String secret) {
    return !isSecretPublic() && secret.length() < SHORTEST_SECRET;
  }

  /**
   * Returns a text that is equal for two secrets whose HMACs are equal, and reveals neither; empty
   * when the scheme uses no HMAC or the secret is invalid.
   */
  public Optional<String> fingerprint(String secret) {
    return Optional.empty();
  }

  /** Whether the scheme signs with an HMAC, so that secrets have a {@link #fingerprint}. */
  public boolean isHmac() {
    return false;
  }

  /** Returns the fingerprints that a secret has in any scheme with an HMAC. */
  public static Set<String> allFingerprints(String secret) {
    return HmacSignature.fingerprintsOfAllForms(secret);
  }

  /** Returns what this scheme requires of a delivery besides a secret. */
  abstract Requirements requirements();

  /**
   * Returns what this scheme requires of a delivery and a changed one does not, each completing
   * "requires …"; none when the changed one requires as much.
   */
  public final List<String> missingIn(Scheme changed) {
    return requirements().missingIn(changed.requirements());
  }

  /** Returns the fault of a secret besides its length; never quotes the secret. */
  abstract Optional<String> faultOfKey(String secret);

  /**
   * Verifies a delivery. Never throws. Tries all secrets against all signatures. An invalid secret
   * matches nothing. Waits a few seconds at most for a key that the provider publishes.
   *
   * @param secrets the valid secrets; two during a rotation
   */
  public SignatureVerdict check(
      Delivery delivery, List<String> secrets, RemoteKeys keys, Instant now) {
    if (needsSecret() && secrets.isEmpty()) {
      return SignatureVerdict.Refused.NO_SECRET;
    }
    Evidence evidence = new Evidence(secrets, keys, now);
    return proof.check(
        delivery, element -> proof.read(element, found -> check(element, found, evidence)));
  }

  /** Verifies a delivery, or one element of it. */
  abstract SignatureVerdict check(Delivery delivery, Proof.Found found, Evidence evidence);

  /** Tries every secret, so that the time tells nothing. Returns the first that matches. */
  SignatureVerdict tryEach(List<String> secrets, Predicate<String> matches) {
    Optional<SignatureVerdict> found = Optional.empty();
    for (int i = 0; i < secrets.size(); i++) {
      String secret = secrets.get(i);
      boolean isMatch = faultOfSecret(secret).isEmpty() && matches.test(secret);
      if (isMatch && found.isEmpty()) {
        found = Optional.of(new SignatureVerdict.Genuine(i));
      }
    }
    return found.orElse(SignatureVerdict.Refused.MISMATCH);
  }

  /**
   * Adds the signature or credential to a command, computed from the variable {@link #SECRET}.
   *
   * @return why a shell cannot send it; empty when it was added
   */
  public abstract Optional<String> addProof(CurlCommand curl);

  /**
   * Adds the signature or credential to a sample.
   *
   * @param secret valid for this scheme
   * @return why it cannot be added; empty when it was added
   */
  public Optional<String> sign(SampleDelivery sample, String secret, Instant now) {
    return Optional.of("only the provider has the private key that signs it");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Scheme scheme && scheme.settings.equals(settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  @Override
  public String toString() {
    return settings.toString();
  }
}

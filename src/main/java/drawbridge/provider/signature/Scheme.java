package drawbridge.provider.signature;

import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The signature scheme of one trigger: a row of the table with the trigger's settings. Immutable;
 * contains no secret. Two schemes with the same settings are equal.
 */
public abstract sealed class Scheme permits Signature, Credential {

  /** The shell variable that holds the secret. */
  public static final String SECRET = "SECRET";

  private static final int LONGEST_SECRET = 1000;
  private static final int LONGEST_HEADER = 4096;

  private final JsonObject settings;
  private final String header;
  private final @Nullable String separator;
  private final String prefix;

  /**
   * @param header the name of the header with the proofs, case-insensitive
   * @param separator between its elements; null for a single element
   * @param prefix of proofs, case-insensitive; other elements are ignored
   */
  Scheme(JsonObject settings, String header, @Nullable String separator, @Nullable String prefix) {
    this.settings = settings;
    this.header = header;
    this.separator = separator;
    this.prefix = prefix == null ? "" : prefix;
  }

  /** Returns the name of the row. */
  public String name() {
    return settings.getString(SchemeRow.SCHEME);
  }

  /** Returns the settings that {@link Schemes#read} read; never a secret. */
  public JsonObject toJson() {
    return settings;
  }

  /**
   * Returns the parts of a delivery that show the secret itself, which runs must not see. A
   * signature is not such a part.
   */
  public abstract List<DeliveryPart> secretParts();

  /**
   * Returns what a secret must be, when it is not; empty when it is valid. Never quotes the secret.
   */
  public Optional<String> faultOfSecret(String secret) {
    return secret.isEmpty() || secret.length() > LONGEST_SECRET
        ? Optional.of("must have 1 to " + LONGEST_SECRET + " characters")
        : faultOfKey(secret);
  }

  /** Returns the fault of a secret besides its length; never quotes the secret. */
  abstract Optional<String> faultOfKey(String secret);

  /**
   * Verifies a delivery. Never throws. Tries all secrets against all signatures. An invalid secret
   * matches nothing.
   *
   * @param secrets the valid secrets; two during a rotation
   */
  public SignatureVerdict check(Delivery delivery, List<String> secrets, Instant now) {
    List<String> values = delivery.headers(header);
    if (secrets.isEmpty()) {
      return SignatureVerdict.Refused.NO_SECRET;
    } else if (values.isEmpty()) {
      return SignatureVerdict.Refused.MISSING;
    } else if (values.size() > 1) {
      return SignatureVerdict.Refused.REPEATED;
    } else if (values.get(0).length() > LONGEST_HEADER) {
      return SignatureVerdict.Refused.TOO_LONG;
    }
    List<String> elements = elements(values.get(0));
    return check(delivery, elements, withPrefix(elements, prefix), secrets, now);
  }

  /**
   * Verifies a delivery.
   *
   * @param elements of the header
   * @param proofs the elements with the prefix, without it
   */
  abstract SignatureVerdict check(
      Delivery delivery,
      List<String> elements,
      List<String> proofs,
      List<String> secrets,
      Instant now);

  private List<String> elements(String value) {
    return separator == null
        ? List.of(value)
        : Arrays.stream(value.split(Pattern.quote(separator), -1)).map(String::strip).toList();
  }

  /** Returns the elements with a prefix, without it. */
  static List<String> withPrefix(List<String> elements, String prefix) {
    return elements.stream()
        .filter(element -> element.regionMatches(true, 0, prefix, 0, prefix.length()))
        .map(element -> element.substring(prefix.length()))
        .toList();
  }

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
   * @return false when the body of the command cannot hold a signed part
   */
  public abstract boolean addProof(CurlCommand curl);

  /**
   * Sets the header of a command.
   *
   * @param others its elements beside the proof
   * @return false when the header has one element only, and there are others
   */
  boolean setHeader(CurlCommand curl, List<String> others, String proof) {
    StringBuilder text = new StringBuilder();
    others.forEach(
        other -> text.append(other).append(CurlCommand.literal(String.valueOf(separator))));
    curl.header(header, text + CurlCommand.literal(prefix) + proof);
    return others.isEmpty() || separator != null;
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

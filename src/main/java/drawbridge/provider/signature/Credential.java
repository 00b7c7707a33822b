package drawbridge.provider.signature;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.SelfChecked;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.Encoding;
import drawbridge.provider.SampleDelivery;
import jakarta.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secret itself in a part of the delivery. Weaker than a signature: it does not protect the
 * body, and a reader of one delivery can forge others.
 */
final class Credential extends Scheme {

  private static final String PLACE = "{secret}";
  private static final String USER = "{user}";

  /**
   * The members of a row that requires the secret itself. The head of {@code signatures.yaml}
   * defines them.
   *
   * @param user has no colon, which would end it (RFC 7617 §2)
   */
  public record Members(
      @OneOf({"text", "base64"}) @Nullable String encoding,
      @NotNull @Size(max = 200) String shown,
      @Size(min = 1, max = 200)
          @Pattern(
              regexp = "[^:\\x00-\\x1f\\x7f-\\x9f]*",
              message = "must not have a colon or control characters")
          @Nullable String user)
      implements SelfChecked {

    @Override
    public void check(List<Fault> faults) {
      if (shown == null) {
        return;
      }
      if (!shown.endsWith(PLACE) || shown.indexOf(PLACE) < shown.length() - PLACE.length()) {
        faults.add(Fault.at("/shown", "must have {secret} once, at its end"));
      }
      SchemeRow.checkUse("/user", user, shown.contains(USER), faults);
    }

    private String beforeSecret() {
      String before = shown.substring(0, shown.length() - PLACE.length());
      return user == null ? before : before.replace(USER, user);
    }
  }

  private final Encoding encoding;
  private final String before;
  private final @Nullable String user;

  Credential(JsonObject settings, Proof proof, Members members) {
    super(settings, proof);
    encoding = members.encoding() == null ? Encoding.TEXT : Encoding.of(members.encoding());
    before = members.beforeSecret();
    user = members.user();
  }

  @Override
  Requirements requirements() {
    return new Requirements(
        "the secret itself",
        proof().each(),
        Optional.empty(),
        user == null ? Map.of() : Map.of("user", user),
        Map.of());
  }

  @Override
  public List<DeliveryPart> secretParts() {
    return List.of(proof().everywhere());
  }

  @Override
  Optional<String> faultOfKey(String secret) {
    return encoding == Encoding.TEXT && !secret.chars().allMatch(c -> c > ' ' && c < 127)
        ? Optional.of("must have visible ASCII characters only, because a header carries it")
        : Optional.empty();
  }

  @Override
  SignatureVerdict check(Delivery delivery, Proof.Found found, Evidence evidence) {
    Optional<byte[]> given = found.proofs().stream().findFirst().flatMap(encoding::decode);
    return given.isEmpty()
        ? SignatureVerdict.Refused.MALFORMED
        : tryEach(
            evidence.secrets(), secret -> MessageDigest.isEqual(given.get(), expected(secret)));
  }

  private byte[] expected(String secret) {
    return (before + secret).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Optional<String> sign(SampleDelivery sample, String secret, Instant now) {
    return proof().put(sample, List.of(), encoding.encode(expected(secret)))
        ? Optional.empty()
        : Optional.of(BODY_CANNOT_HOLD);
  }

  @Override
  public Optional<String> addProof(CurlCommand curl) {
    String shown = CurlCommand.literal(before) + CurlCommand.variable(SECRET);
    String text =
        encoding == Encoding.TEXT
            ? shown
            : curl.compute("SHOWN", "printf %s \"" + shown + "\" | openssl base64 -A");
    return proof().put(curl, List.of(), text) ? Optional.empty() : Optional.of(BODY_CANNOT_HOLD);
  }
}

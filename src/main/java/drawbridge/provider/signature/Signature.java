package drawbridge.provider.signature;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.IsoDuration;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.SelfChecked;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.Encoding;
import drawbridge.provider.Hmac;
import jakarta.json.JsonObject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An HMAC over the delivery, in a header. */
final class Signature extends Scheme {

  private static final int MOST_SIGNATURES = 20;
  private static final int LONGEST_ID = 256;
  private static final String ID_SYMBOLS = "-_:+/=@~";

  /**
   * The members of a row that requires a signature. The head of {@code signatures.yaml} defines
   * them.
   */
  public record Members(
      @NotNull @Pattern(regexp = DeliveryPart.TOKEN, message = "must be a header name")
          String header,
      @Size(min = 1, max = 1, message = "must be one character") @Nullable String separator,
      @Size(min = 1, max = 50) @Nullable String prefix,
      @NotNull @OneOf({"sha1", "sha256", "sha512"}) String algorithm,
      @NotNull @OneOf({"hex", "base64"}) String encoding,
      @OneOf({"text", "base64"}) @Nullable String key,
      @NotNull @Size(min = 1, max = 200) String signed,
      @Valid @Nullable DeliveryPart id,
      @Valid @Nullable Timestamp timestamp,
      @OneOf({"seconds", "milliseconds", "rfc3339"}) @Nullable String time,
      @IsoDuration(
              min = "PT1S",
              max = "PT1H",
              message = "must be an ISO 8601 duration from {min} to {max}")
          @Nullable String tolerance)
      implements SelfChecked {

    @Override
    public void check(List<Fault> faults) {
      if (signed == null) {
        return;
      }
      SignedText.faultOf(signed).ifPresent(fault -> faults.add(Fault.at("/signed", fault)));
      SchemeRow.checkUse("/id", id, signed.contains("{id}"), faults);
      boolean hasTime = signed.contains("{timestamp}");
      SchemeRow.checkUse("/timestamp", timestamp, hasTime, faults);
      SchemeRow.checkUse("/time", time, hasTime && time != null, faults);
      SchemeRow.checkUse("/tolerance", tolerance, hasTime && tolerance != null, faults);
    }
  }

  /** The location of the time of signing: a part, or the header's element with a prefix. */
  public record Timestamp(
      @Nullable String header,
      @Nullable String query,
      @Nullable String pointer,
      @Size(min = 1, max = 50) @Nullable String prefix)
      implements SelfChecked {

    private DeliveryPart part() {
      return new DeliveryPart(header, query, pointer);
    }

    @Override
    public void check(List<Fault> faults) {
      if (prefix == null) {
        part().check(faults);
      } else if (header != null || query != null || pointer != null) {
        faults.add(Fault.at("", "must have one text only: header, query, pointer or prefix"));
      }
    }

    private Optional<String> in(Delivery delivery, List<String> elements) {
      if (prefix == null) {
        return part().in(delivery);
      }
      List<String> values = withPrefix(elements, prefix);
      return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** Puts a text into a command, or adds it to the elements of the header. */
    private boolean put(CurlCommand curl, List<String> elements, String text) {
      return prefix == null
          ? curl.put(part(), text)
          : elements.add(CurlCommand.literal(prefix) + text);
    }
  }

  private final Members members;
  private final Encoding encoding;
  private final KeyForm key;
  private final SignedText text;
  private final TimeFormat time;
  private final Duration tolerance;

  Signature(JsonObject settings, Members members) {
    super(settings, members.header(), members.separator(), members.prefix());
    this.members = members;
    encoding = Encoding.of(members.encoding());
    key = members.key() == null ? KeyForm.TEXT : KeyForm.named(members.key());
    text = new SignedText(members.signed());
    time = members.time() == null ? TimeFormat.SECONDS : TimeFormat.of(members.time());
    tolerance =
        members.tolerance() == null ? Duration.ofMinutes(5) : Duration.parse(members.tolerance());
  }

  @Override
  public List<DeliveryPart> secretParts() {
    return List.of();
  }

  @Override
  Optional<String> faultOfKey(String secret) {
    return key.of(secret).isPresent()
        ? Optional.empty()
        : Optional.of("must be base64, optionally prefixed by whsec_");
  }

  @Override
  SignatureVerdict check(
      Delivery delivery,
      List<String> elements,
      List<String> proofs,
      List<String> secrets,
      Instant now) {
    if (proofs.size() > MOST_SIGNATURES) {
      return SignatureVerdict.Refused.TOO_MANY;
    }
    List<byte[]> given = proofs.stream().map(encoding::decode).flatMap(Optional::stream).toList();
    Optional<String> timestamp =
        members.timestamp() == null ? Optional.of("") : members.timestamp().in(delivery, elements);
    Optional<String> id = members.id() == null ? Optional.of("") : members.id().in(delivery);
    if (given.isEmpty()) {
      return SignatureVerdict.Refused.MALFORMED;
    } else if (timestamp.isEmpty()) {
      return SignatureVerdict.Refused.NO_TIME;
    } else if (id.isEmpty()) {
      return SignatureVerdict.Refused.NO_ID;
    } else if (!isId(id.get())) {
      return SignatureVerdict.Refused.MALFORMED_ID;
    }
    if (members.timestamp() != null) {
      Optional<Instant> signedAt = time.read(timestamp.get());
      if (signedAt.isEmpty()) {
        return SignatureVerdict.Refused.MALFORMED_TIME;
      } else if (Duration.between(signedAt.get(), now).abs().compareTo(tolerance) > 0) {
        return SignatureVerdict.Refused.OUTSIDE_TOLERANCE;
      }
    }
    return tryEach(
        secrets,
        secret ->
            isOneOf(
                given,
                text.sign(
                    Hmac.of(members.algorithm(), key.of(secret).orElseThrow()),
                    delivery,
                    id.get(),
                    timestamp.get())));
  }

  /**
   * Excludes dots, so that the boundary between id and timestamp cannot be moved: {@code
   * id.time.body} with a dot in its body could be split into another id, time and body with the
   * same signature.
   */
  private static boolean isId(String text) {
    return text.length() <= LONGEST_ID && text.chars().allMatch(Signature::mayBeInId);
  }

  private static boolean mayBeInId(int c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || ID_SYMBOLS.indexOf(c) >= 0;
  }

  /** Compares all of them, each in constant time. */
  private static boolean isOneOf(List<byte[]> given, byte[] expected) {
    boolean found = false;
    for (byte[] one : given) {
      found |= MessageDigest.isEqual(one, expected);
    }
    return found;
  }

  @Override
  public boolean addProof(CurlCommand curl) {
    List<String> elements = new ArrayList<>();
    boolean isPlaced =
        (members.id() == null || curl.put(members.id(), curl.id()))
            && (members.timestamp() == null
                || members
                    .timestamp()
                    .put(curl, elements, curl.define("TIMESTAMP", time.command())));
    String sign =
        "printf %s \"%s\" | openssl dgst -%s %s"
            .formatted("%s", text.inShell(), members.algorithm(), key.inShell(curl));
    String end = encoding == Encoding.HEX ? " -r | cut -d' ' -f1" : " -binary | openssl base64 -A";
    return isPlaced && setHeader(curl, elements, curl.compute("SIGNATURE", sign + end));
  }
}

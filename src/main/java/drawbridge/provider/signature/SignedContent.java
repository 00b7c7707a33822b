package drawbridge.provider.signature;

import drawbridge.platform.Fault;
import drawbridge.platform.Sha256;
import drawbridge.platform.binding.IsoDuration;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.SelfChecked;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.Encoding;
import drawbridge.provider.SampleDelivery;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The content that a signature covers, and the age that it may have. */
final class SignedContent {

  private static final int LONGEST_ID = 256;
  private static final String ID_SYMBOLS = "-_:+/=@~";

  /** The members of a row with a signature. The head of {@code signatures.yaml} defines them. */
  public record Members(
      @Size(min = 1, max = 500) @Nullable String signed,
      @Size(min = 1, max = 50) @Nullable List<@Size(min = 1, max = 100) String> lines,
      @Valid @Nullable DeliveryPart id,
      @Valid SigningTime.@Nullable Location timestamp,
      @OneOf({"seconds", "milliseconds", "rfc3339"}) @Nullable String time,
      @IsoDuration(
              min = "PT1S",
              max = "P7D",
              message = "must be an ISO 8601 duration from {min} to {max}")
          @Nullable String tolerance,
      @Pattern(regexp = "[!-/:-@\\[-`{-~]{1,33}", message = "must be ASCII symbols")
          @Nullable String decoded,
      @OneOf({"optional"}) @Nullable String port,
      @Size(min = 1, max = 100) @Nullable String bodyHash,
      @Pattern(regexp = "[A-Za-z0-9_-]{1,100}", message = "must be letters, digits, - and _")
          @Nullable String webhookId)
      implements SelfChecked {

    @Override
    public void check(List<Fault> faults) {
      if (lines != null) {
        SchemeRow.checkUse("/signed", signed, false, faults);
      } else if (signed == null) {
        faults.add(Fault.at("/signed", "is missing"));
      } else {
        check(new SignedText(signed, null), signed, faults);
      }
    }

    private void check(SignedText text, String template, List<Fault> faults) {
      SignedText.faultOf(template).ifPresent(fault -> faults.add(Fault.at("/signed", fault)));
      SchemeRow.checkUse("/id", id, text.has("{id}"), faults);
      SchemeRow.checkUse("/webhookId", webhookId, text.has("{webhookId}"), faults);
      boolean isTimed = text.has("{timestamp}") || isTimeInSignedBody(text);
      SchemeRow.checkUse("/timestamp", timestamp, isTimed, faults);
      SchemeRow.checkUse("/time", time, isTimed && time != null, faults);
      SchemeRow.checkUse("/tolerance", tolerance, isTimed && tolerance != null, faults);
      boolean hasUrl = text.has("{url}");
      SchemeRow.checkUse("/port", port, hasUrl && port != null, faults);
      SchemeRow.checkUse("/decoded", decoded, hasUrl && decoded != null, faults);
      SchemeRow.checkUse("/bodyHash", bodyHash, text.has("{query}") && bodyHash != null, faults);
    }

    /** A time in the body is signed with it. */
    private boolean isTimeInSignedBody(SignedText text) {
      return timestamp != null && timestamp.pointer() != null && text.has("{body}");
    }
  }

  /** The signed text of one delivery. */
  interface Text {

    /** Returns the number of forms that the text may have; at least one. */
    int forms();

    /** Passes the bytes of a form to a signature or MAC. */
    void write(int form, SignedText.Sink sink);
  }

  private final Members members;
  private final SignedText text;
  private final Optional<SigningTime> time;

  SignedContent(Members members) {
    this.members = members;
    text = new SignedText(members.signed(), members.lines());
    time =
        Optional.ofNullable(members.timestamp())
            .map(it -> new SigningTime(it, members.time(), members.tolerance()));
  }

  boolean signsBody() {
    return text.has("{body}");
  }

  boolean signsPartOfBody() {
    return text.signsPartOfBody();
  }

  /** Returns the required values by the names of their members. */
  Map<String, String> requiredValues() {
    Map<String, String> values = new HashMap<>();
    if (members.webhookId() != null) {
      values.put("webhookId", members.webhookId());
    }
    if (members.bodyHash() != null) {
      values.put("bodyHash", members.bodyHash());
    }
    return values;
  }

  /** Adds what this content requires and another does not, completing "requires …". */
  void addMissing(SignedContent other, List<String> missing) {
    text.addMissing(other.text, missing);
    if (text.has("{url}") && !decoded().containsAll(other.decoded())) {
      missing.add("URLs that are signed as they are sent");
    }
    time.ifPresent(
        it -> {
          if (other.time.filter(that -> that.isWithin(it)).isEmpty()) {
            missing.add("a time that is " + it.inWords());
          }
        });
  }

  private Set<Integer> decoded() {
    return members.decoded() == null
        ? Set.of()
        : members.decoded().chars().boxed().collect(Collectors.toSet());
  }

  /** Checks time, id and the hash of the body, and verifies the text; or refuses. */
  SignatureVerdict check(
      Delivery delivery,
      Proof.Found found,
      Instant now,
      Function<Text, SignatureVerdict> signature) {
    Optional<String> timestamp =
        time.isEmpty() ? Optional.of("") : time.get().in(delivery, found.elements());
    Optional<String> id = members.id() == null ? Optional.of("") : members.id().in(delivery);
    if (timestamp.isEmpty()) {
      return SignatureVerdict.Refused.NO_TIME;
    } else if (id.isEmpty()) {
      return SignatureVerdict.Refused.NO_ID;
    } else if (!isId(id.get())) {
      return SignatureVerdict.Refused.MALFORMED_ID;
    }
    Optional<SignatureVerdict> refusal =
        time.flatMap(it -> it.refusal(timestamp.get(), now)).or(() -> refusalOfBody(delivery));
    return refusal.isPresent()
        ? refusal.get()
        : signature.apply(text(delivery, id.get(), timestamp.get()));
  }

  /**
   * Refuses a body that the signature does not cover. A signed parameter of the query has the hash
   * of a body that is no form; where a form is signed, any body must be a readable one without a
   * file.
   */
  private Optional<SignatureVerdict> refusalOfBody(Delivery delivery) {
    Optional<String> hash =
        members.bodyHash() == null ? Optional.empty() : delivery.parameter(members.bodyHash());
    if (hash.isPresent()) {
      return refusalOfHash(delivery, hash.get());
    } else if (delivery.body().length == 0) {
      return Optional.empty();
    } else if (members.bodyHash() != null && !delivery.isForm()) {
      return Optional.of(SignatureVerdict.Refused.NO_BODY_HASH);
    }
    return text.has("{form}") && !delivery.hasOnlyTexts()
        ? Optional.of(SignatureVerdict.Refused.UNSIGNED_FORM)
        : Optional.empty();
  }

  private static Optional<SignatureVerdict> refusalOfHash(Delivery delivery, String hash) {
    byte[] expected = Sha256.digest().digest(delivery.body());
    return Encoding.HEX
            .decode(hash)
            .filter(given -> MessageDigest.isEqual(given, expected))
            .isPresent()
        ? Optional.empty()
        : Optional.of(SignatureVerdict.Refused.MISMATCH);
  }

  private Text text(Delivery delivery, String id, String timestamp) {
    List<SignedUrl> urls =
        SignedUrl.forms(delivery.url(), delivery.query(), members.decoded(), members.port());
    boolean hasBodyHash =
        members.bodyHash() != null && delivery.parameter(members.bodyHash()).isPresent();
    SignedText.Values values =
        new SignedText.Values(id, timestamp, String.valueOf(members.webhookId()), !hasBodyHash);
    return new Text() {
      @Override
      public int forms() {
        return urls.size();
      }

      @Override
      public void write(int form, SignedText.Sink sink) {
        text.write(delivery, values, urls.get(form), sink);
      }
    };
  }

  /**
   * Excludes dots, so that the boundary between id and timestamp cannot be moved: {@code
   * id.time.body} with a dot in its body could be split into another id, time and body with the
   * same signature.
   */
  private static boolean isId(String text) {
    return text.length() <= LONGEST_ID && text.chars().allMatch(SignedContent::mayBeInId);
  }

  private static boolean mayBeInId(int c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || ID_SYMBOLS.indexOf(c) >= 0;
  }

  /**
   * Puts the signed parts into a sample.
   *
   * @param elements receives the elements of the proof beside it
   * @return the signed text; empty when the body cannot hold a signed part
   */
  Optional<Text> put(SampleDelivery sample, Proof proof, List<String> elements, Instant now) {
    String id = sample.newId();
    String timestamp = time.map(it -> it.write(now)).orElse("");
    boolean isPlaced =
        (members.id() == null || sample.put(proof.inFirst(members.id()), id))
            && (time.isEmpty() || time.get().put(sample, proof, elements, timestamp));
    if (members.bodyHash() != null && !sample.isForm()) {
      byte[] hash = Sha256.digest().digest(sample.body());
      isPlaced &=
          sample.put(new DeliveryPart(null, members.bodyHash(), null), Encoding.HEX.encode(hash));
    }
    return isPlaced
        ? proof.first(sample.delivery()).map(it -> text(it, id, timestamp))
        : Optional.empty();
  }

  /**
   * Puts the signed parts into a command.
   *
   * @param elements receives the elements of the proof beside it
   * @return the signed text between double quotes of a shell; empty when the command's body cannot
   *     hold a signed part
   */
  Optional<String> put(CurlCommand curl, Proof proof, List<String> elements) {
    boolean isPlaced =
        (members.id() == null || curl.put(proof.inFirst(members.id()), curl.id()))
            && (time.isEmpty() || time.get().put(curl, proof, elements));
    if (members.bodyHash() != null && !curl.isForm()) {
      String hash =
          "printf %s \"" + CurlCommand.BODY + "\" | openssl dgst -sha256 -r | cut -d' ' -f1";
      isPlaced &=
          curl.put(
              new DeliveryPart(null, members.bodyHash(), null), curl.compute("BODY_HASH", hash));
    }
    return isPlaced
        ? text.inShell(curl, proof, CurlCommand.literal(String.valueOf(members.webhookId())))
        : Optional.empty();
  }
}

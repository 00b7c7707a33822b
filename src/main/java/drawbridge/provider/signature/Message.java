package drawbridge.provider.signature;

import drawbridge.platform.JsonMembers;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.signature.SignedText.Placeholder;
import drawbridge.provider.signature.SignedText.Values;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a scheme signs, and where its parts are.
 *
 * @param id where the id is, if it is signed
 * @param time where the time of signing is, if it is signed
 */
record Message(SignedText text, Optional<DeliveryPart> id, Optional<SigningTime> time) {

  private static final int LONGEST_ID = 256;
  private static final String ID_SYMBOLS = "-_:+/=@~";

  /** Reads the members of a row that signs. */
  static Optional<Message> read(JsonMembers members) {
    Optional<SignedText> text = members.required("signed", SignedText::of);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    boolean hasTime = text.get().has(Placeholder.TIMESTAMP);
    boolean hasId = text.get().has(Placeholder.ID);
    members.unusedUnless(hasId, "id");
    List.of("timestamp", "time", "tolerance").forEach(name -> members.unusedUnless(hasTime, name));
    Optional<DeliveryPart> id = hasId ? members.required("id", DeliveryPart::of) : Optional.empty();
    Optional<SigningTime> time = hasTime ? SigningTime.read(members) : Optional.empty();
    return Optional.of(new Message(text.get(), id, time));
  }

  /**
   * Passes the values of a delivery to a check, or refuses the delivery before.
   *
   * @param elements the elements of the proof's header
   */
  SignatureVerdict check(
      Delivery delivery,
      List<String> elements,
      Instant now,
      Function<Values, SignatureVerdict> check) {
    Optional<String> timestamp = time.flatMap(one -> one.location().in(delivery, elements));
    Optional<String> name = id.flatMap(part -> part.in(delivery));
    if (time.isPresent() && timestamp.isEmpty()) {
      return SignatureVerdict.Refused.NO_TIME;
    } else if (id.isPresent() && name.isEmpty()) {
      return SignatureVerdict.Refused.NO_ID;
    } else if (!name.map(Message::isId).orElse(true)) {
      return SignatureVerdict.Refused.MALFORMED_ID;
    }
    return time.flatMap(one -> one.refusal(timestamp.orElseThrow(), now))
        .orElseGet(() -> check.apply(new Values(delivery, name.orElse(""), timestamp.orElse(""))));
  }

  /**
   * Puts signed ids and times into a command.
   *
   * @param elements receives those in the proof's header
   * @return false when the body of the command cannot hold one of them
   */
  boolean put(CurlCommand curl, List<String> elements) {
    boolean isPlaced = id.map(part -> curl.put(part, curl.id())).orElse(true);
    return isPlaced && time.map(one -> one.put(curl, elements)).orElse(true);
  }

  /**
   * Excludes dots, so that the boundary between id and timestamp cannot be moved: {@code
   * id.time.body} with a dot in its body could be split into another id, time and body with the
   * same signature.
   */
  private static boolean isId(String text) {
    return text.length() <= LONGEST_ID && text.chars().allMatch(Message::mayBeInId);
  }

  private static boolean mayBeInId(int c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || ID_SYMBOLS.indexOf(c) >= 0;
  }
}

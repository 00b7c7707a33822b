package drawbridge.provider.signature;

import drawbridge.platform.JsonMembers;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.signature.SignedText.Hole;
import drawbridge.provider.signature.SignedText.Said;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a scheme signs, and where its parts are found.
 *
 * @param id where the id is found, if it is signed
 * @param time where the time of signing is found, if it is signed
 */
record Message(SignedText text, Optional<DeliveryPart> id, Optional<SigningTime> time) {

  private static final int LONGEST_ID = 256;
  private static final String ID_SIGNS = "-_:+/=@~";

  /** Reads the members of a row that signs. */
  static Optional<Message> read(JsonMembers members) {
    Optional<SignedText> text = members.required("signed", SignedText::of);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    boolean hasTime = text.get().has(Hole.TIMESTAMP);
    boolean hasId = text.get().has(Hole.ID);
    members.unusedUnless(hasId, "id");
    List.of("timestamp", "time", "tolerance").forEach(name -> members.unusedUnless(hasTime, name));
    Optional<DeliveryPart> id = hasId ? members.required("id", DeliveryPart::of) : Optional.empty();
    Optional<SigningTime> time = hasTime ? SigningTime.read(members) : Optional.empty();
    return Optional.of(new Message(text.get(), id, time));
  }

  /**
   * Hands what a delivery says to a check, or refuses before it.
   *
   * @param elements of the header that carries the proof
   */
  SignatureVerdict in(
      Delivery delivery,
      List<String> elements,
      Instant now,
      Function<Said, SignatureVerdict> check) {
    Optional<String> timestamp = time.flatMap(one -> one.place().in(delivery, elements));
    Optional<String> name = id.flatMap(part -> part.in(delivery));
    if (time.isPresent() && timestamp.isEmpty()) {
      return SignatureVerdict.Refused.NO_TIME;
    } else if (id.isPresent() && name.isEmpty()) {
      return SignatureVerdict.Refused.NO_ID;
    } else if (!name.map(Message::isId).orElse(true)) {
      return SignatureVerdict.Refused.BAD_ID;
    }
    return time.flatMap(one -> one.refusal(timestamp.orElseThrow(), now))
        .orElseGet(() -> check.apply(new Said(delivery, name.orElse(""), timestamp.orElse(""))));
  }

  /**
   * Puts id and time into a command, where they are signed.
   *
   * @param elements takes those that stand in the proof's header
   * @return false where one of them has no place
   */
  boolean place(CurlCommand curl, List<String> elements) {
    boolean isPlaced = id.map(part -> curl.place(part, curl.id())).orElse(true);
    return isPlaced && time.map(one -> one.place(curl, elements)).orElse(true);
  }

  /**
   * Few characters, so that nobody moves the border between id and timestamp: of an old {@code
   * id.time.body} whose body has a full stop, another id, time and body could be made that have the
   * same signature.
   */
  private static boolean isId(String text) {
    return text.length() <= LONGEST_ID && text.chars().allMatch(Message::mayBeInId);
  }

  private static boolean mayBeInId(int c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || ID_SIGNS.indexOf(c) >= 0;
  }
}

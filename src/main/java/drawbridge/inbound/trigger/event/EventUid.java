package drawbridge.inbound.trigger.event;

import drawbridge.inbound.entity.Uid;
import drawbridge.platform.Utf8;
import java.util.Optional;

/**
 * The uid of an event, or why it has none (T3). Exactly one of the two is present.
 *
 * @param text of any length, not empty
 * @param reason for the sender and the operator; never part of the event
 */
public record EventUid(Optional<String> text, Optional<String> reason) {

  static EventUid of(String text) {
    if (text.isEmpty()) {
      return none("the uid is empty");
    }
    return Utf8.isIllFormed(text) // the store would take other texts for the same
        ? none("the uid has an unpaired surrogate")
        : new EventUid(Optional.of(text), Optional.empty());
  }

  /** Returns the uid as the workspace remembers it. */
  public Optional<Uid> uid() {
    return text.map(Uid::of);
  }

  /** Returns the uid with the name of its trigger before it. */
  EventUid within(String trigger) {
    return new EventUid(text.map(it -> trigger + " " + it), reason);
  }

  static EventUid none(String reason) {
    return new EventUid(Optional.empty(), Optional.of(reason));
  }
}

package drawbridge.inbound.trigger.event;

import drawbridge.inbound.entity.Uid;
import java.util.Optional;

/**
 * The uid of an event, or why it has none (T3). Exactly one of the two is present.
 *
 * @param reason for the sender and the operator; never part of the event
 */
public record EventUid(Optional<Uid> uid, Optional<String> reason) {

  static EventUid of(String text) {
    return text.isEmpty()
        ? none("the uid is empty")
        : new EventUid(Optional.of(Uid.of(text)), Optional.empty());
  }

  static EventUid none(String reason) {
    return new EventUid(Optional.empty(), Optional.of(reason));
  }
}

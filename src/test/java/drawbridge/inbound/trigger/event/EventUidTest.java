package drawbridge.inbound.trigger.event;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.inbound.entity.Uid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How an event gets its uid (T3). */
@Tag("T3")
class EventUidTest {

  @Test
  void uidOfATriggerHasItsNameBeforeTheText() {
    assertThat(EventUid.of("4711").within("orders").uid()).contains(new Uid("orders 4711"));
  }

  @Test
  void digestCoversTheNameOfTheTrigger() {
    String text = "x".repeat(250);
    assertThat(EventUid.of(text).uid()).contains(new Uid(text));
    assertThat(EventUid.of(text).within("orders").uid()).contains(Uid.of("orders " + text));
    assertThat(EventUid.of(text).within("orders").uid())
        .isNotEqualTo(EventUid.of(text).within("refund").uid());
  }

  @Test
  void eventWithoutUidHasNoneInItsTrigger() {
    EventUid none = EventUid.of("").within("orders");
    assertThat(none.uid()).isEmpty();
    assertThat(none.reason()).contains("the uid is empty");
  }
}

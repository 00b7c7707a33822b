package drawbridge.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R8")
class LivenessWatchTest {

  private final AtomicInteger ends = new AtomicInteger();

  @Test
  void processEndsAfterThreeFailuresInSuccession() {
    assertThat(endsAfter(false, false)).isZero();
    assertThat(endsAfter(false, false, true, false, false, true)).isZero();
    assertThat(endsAfter(true, false, false, false)).isOne();
  }

  @Test
  void anApplicationThatCannotAnswerDoesNotWork() {
    LivenessWatch watch =
        new LivenessWatch(
            () -> {
              throw new OutOfMemoryError("of the test");
            },
            ends::incrementAndGet);
    for (int i = 0; i < 3; i++) {
      watch.check();
    }
    assertThat(ends).hasValue(1);
  }

  private int endsAfter(Boolean... answers) {
    ends.set(0);
    var next = List.of(answers).iterator();
    LivenessWatch watch = new LivenessWatch(() -> next.next(), ends::incrementAndGet);
    while (next.hasNext()) {
      watch.check();
    }
    return ends.get();
  }
}

package drawbridge.run.slots;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("X7")
class NodeMemoryTest {

  private final NodeMemory memory = new NodeMemory(100);

  @Test
  void runThatHasExecutedForTheLongestTimeKeepsItsMemory() {
    NodeMemory.Share first = memory.open();
    NodeMemory.Share second = memory.open();
    first.hold(80);
    assertThat(memory.isFull()).isFalse();
    second.hold(30);
    assertThat(memory.isFull()).isTrue();
    assertThat(first.isExceeded()).isFalse();
    assertThat(second.isExceeded()).isTrue();
    first.close();
    assertThat(second.isExceeded()).isFalse();
    second.hold(500);
    assertThat(second.isExceeded()).as("now the first one").isFalse();
  }

  @Test
  void memoryIsGivenBackOnce() {
    NodeMemory.Share share = memory.open();
    share.hold(100);
    share.hold(120);
    share.close();
    share.close();
    share.hold(70);
    assertThat(memory.held()).isZero();
  }
}

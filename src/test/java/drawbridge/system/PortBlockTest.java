package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortBlockTest {

  @Test
  void blocksShareNoPorts() throws IOException {
    try (PortBlock one = PortBlock.take();
        PortBlock other = PortBlock.take()) {
      List<Integer> ports = IntStream.range(0, 10).mapToObj(i -> one.next()).toList();
      assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port < 32_768);
      assertThat(IntStream.range(0, 10).mapToObj(i -> other.next()).toList())
          .doesNotContainAnyElementsOf(ports);
    }
  }

  @Test
  void portOfAnotherProgramIsLeftOut() throws IOException {
    try (PortBlock block = PortBlock.take();
        ServerSocket taken = new ServerSocket(block.next() + 1)) {
      assertThat(block.next()).isEqualTo(taken.getLocalPort() + 1);
    }
  }
}

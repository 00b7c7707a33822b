package drawbridge.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("X7")
class DirectMemoryTest {

  private static final int LARGE = 8 << 20;

  /** Main class of another process: writes as H2 does, and prints what its thread keeps. */
  static final class LargeWrite {
    private LargeWrite() {}

    public static void main(String[] arguments) throws IOException {
      Launcher.main(new String[] {"--version"});
      try (FileChannel file =
          FileChannel.open(
              Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.allocate(LARGE));
      }
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
          .filter(pool -> pool.getName().equals("direct"))
          .forEach(pool -> System.out.println("kept:" + pool.getMemoryUsed()));
    }
  }

  @Test
  void noThreadKeepsABufferForALargeWrite(@TempDir Path directory)
      throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LargeWrite.class.getName(),
                directory.resolve("file").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    String kept =
        Files.readString(output, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("kept:"))
            .map(line -> line.substring("kept:".length()))
            .findFirst()
            .orElseThrow();
    assertThat(Long.parseLong(kept)).isLessThan(1 << 20);
  }
}

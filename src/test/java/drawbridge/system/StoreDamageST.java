package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts on H2 files that no start can use. */
@Tag("alone")
class StoreDamageST {

  private static final Duration MOST = Duration.ofMinutes(3);

  @TempDir Path directory;

  @Test
  void secondServerNamesTheProcessThatHasTheFile() throws IOException {
    try (Server first = Server.start(directory, Map.of());
        Server second =
            Server.begin(
                Files.createDirectory(directory.resolve("second")),
                Map.of("DRAWBRIDGE_DATA_DIRECTORY", directory.resolve("data").toString()))) {
      String log = endOf(second);
      assertThat(log)
          .contains("another server has opened " + directory.resolve("data/drawbridge.mv.db"))
          .contains("process " + first.pid() + " on host ")
          .doesNotContain("the start waits for it");
      assertThat(first.statusOf("/health/ready")).isEqualTo(200);
      try (var files = Files.list(directory.resolve("data"))) {
        assertThat(files)
            .allSatisfy(
                it ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(it)))
                        .as(it.toString())
                        .endsWith("------"));
      }
    }
  }

  @Test
  void damagedFileStopsTheStartWithTheCommandsOfARestore() throws IOException {
    try (Server server = Server.start(directory, Map.of())) {
      server.post("{\"workflow\": \"greeting\", \"uid\": \"one\"}");
      server.kill();
    }
    Path file = directory.resolve("data/drawbridge.mv.db");
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.write(new byte[8192]);
    }
    byte[] before = Files.readAllBytes(file);
    try (Server server = Server.begin(directory, Map.of())) {
      assertThat(endOf(server))
          .contains("the store is damaged (", "org.h2.tools.RunScript", "encryption.keys")
          .doesNotContain("the start waits for it");
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  /** Waits for the end of a start that fails. */
  static String endOf(Server server) {
    long begun = System.nanoTime();
    Awaitility.await().atMost(MOST).until(() -> !server.isAlive());
    System.out.printf("the start ended after %d ms%n", Senders.millisSince(begun));
    assertThat(server.exitStatus()).isNotZero();
    return server.logged();
  }
}

package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts on H2 files that no start can use. */
class StoreDamageST {

  private static final Duration MOST = Duration.ofMinutes(3);

  private static final String GREETING = "{\"workflow\": \"greeting\"}";

  /** Each update of a run fails as on a page whose checksum is wrong. */
  private static final String DAMAGE =
      """
      create function damage() returns trigger language plpgsql as
      $$ begin raise exception 'invalid page in block 7' using errcode = 'XX001'; end $$;
      create trigger damage before update on run for each row execute function damage()""";

  private static final int REQUESTS = 60;
  private static final int BODY = 20_000;
  private static final int PAGE = 4_096;

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
    try (Server server = Server.start(directory, settings(Map.of()))) {
      assertThat(server.post(GREETING).statusCode()).isEqualTo(202);
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

  @Test
  void damageThatOnlyRunsMeetMakesTheNodeNotReady() throws IOException, SQLException {
    try (Postgres postgres = Postgres.create(directory.resolve("postgres"));
        Server server = Server.start(directory, settings(postgres.settings()))) {
      try (Connection connection = postgres.hold(DAMAGE)) {
        connection.commit();
      }
      assertThat(server.post(GREETING).statusCode()).isEqualTo(202);
      Awaitility.await().atMost(MOST).until(() -> server.statusOf("/health/ready") == 503);
      assertThat(server.logged())
          .contains(
              "the store is damaged (PSQLException: ERROR: invalid page in block 7", "pg_restore");
      assertThat(server.post(GREETING).statusCode()).isEqualTo(503);
    }
  }

  /** The start does not read these rows; a backup reads all rows. */
  @Test
  void backupFindsDamageInsideRows() throws IOException {
    try (Server server = Server.start(directory, settings(Map.of()))) {
      for (int each = 0; each < REQUESTS; each++) {
        assertThat(server.post(request(each)).statusCode()).isEqualTo(202);
      }
      assertThat(backUp(server)).isEqualTo(201);
    }
    overwrite(directory.resolve("data/drawbridge.mv.db"), marker(REQUESTS / 2));
    try (Server server = Server.start(directory, settings(Map.of()))) {
      assertThat(server.statusOf("/health/ready")).isEqualTo(200);
      assertThat(backUp(server)).isEqualTo(503);
      assertThat(server.statusOf("/health/ready")).isEqualTo(503);
      assertThat(server.logged()).contains("the store is damaged (", "org.h2.tools.RunScript");
      assertThat(server.post(GREETING).statusCode()).isEqualTo(503);
    }
    try (var files = Files.list(directory.resolve("data/backup"))) {
      assertThat(files).as("the first backup only").hasSize(1);
    }
  }

  private static int backUp(Server server) {
    return server.admin("POST", "backup", "application/json", "").statusCode();
  }

  private static String marker(int number) {
    return "marker " + number + ",";
  }

  /** A request whose row fills some pages of the file. */
  private static String request(int number) {
    StringBuilder text = new StringBuilder();
    while (text.length() < BODY) {
      text.append(marker(number));
    }
    return "{\"workflow\": \"greeting\", \"text\": \"" + text + "\"}";
  }

  /** Overwrites the last row with a text, and the heads of its pages: H2 checks these only. */
  private static void overwrite(Path file, String text) throws IOException {
    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
    int at = content.lastIndexOf(text);
    assertThat(at).as("the row is in the file").isPositive();
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at - BODY - PAGE);
      bytes.write(new byte[PAGE + BODY + PAGE]);
    }
  }

  private static Map<String, String> settings(Map<String, String> store) {
    Map<String, String> settings = new HashMap<>(store);
    settings.put(
        "DRAWBRIDGE_WORKFLOWS_DIRECTORY",
        Path.of("src/samples/workflows").toAbsolutePath().toString());
    return settings;
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

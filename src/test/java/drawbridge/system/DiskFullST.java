package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of an H2 file fills up and is freed again: a disk of 16 MB, which root may mount. */
class DiskFullST {

  private static final String PROMPT =
      """
      document: {dsl: '1.0.0', namespace: tests, name: prompt, version: '1.0.0'}
      do:
        - note: {set: {noted: true}}
      """;

  @TempDir Path directory;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectories(directory.resolve("disk"));
    boolean isMounted = run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString());
    if (!isMounted) {
      System.out.println("DiskFullST is skipped: a small disk cannot be mounted here");
    }
    assumeTrue(isMounted, "a small disk cannot be mounted here");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "--lazy", disk.toString());
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).inheritIO().start();
    return process.waitFor() == 0;
  }

  @Test
  @Tag("D2")
  void whatWasAcknowledgedIsThereWhenTheDiskHasRoomAgainAndNothingElseWasPromised()
      throws Exception {
    try (Server server = begin()) {
      server.awaitReady();
      fillWhileSendersSend(server);
    }
  }

  /** As after a lack of memory inside H2, where the process itself may keep the lock. */
  @Test
  @Tag("nightly")
  @Tag("R8")
  void nodeEndsWhenH2HasClosedItsFileAndCannotOpenItAgain() throws Exception {
    try (Server server = begin()) {
      server.awaitReady();
      assertThat(send(server, "before").statusCode()).isEqualTo(202);
      Path filling = fill();
      try (FileChannel file =
          FileChannel.open(disk.resolve("drawbridge.mv.db"), StandardOpenOption.WRITE)) {
        within(60)
            .until(() -> send(server, "refused").statusCode() == 503 && file.tryLock() != null);
        Files.delete(filling);
        within(90).until(() -> !server.isAlive());
      }
      assertThat(server.exitStatus()).isEqualTo(1);
      assertThat(server.logged())
          .contains("H2 has closed its file and cannot open it again")
          .contains("does not work and must be restarted");
    }
    try (Server server = begin()) {
      server.awaitReady();
      assertIsThereAndEnds(server, "before");
    }
  }

  private Server begin() throws IOException {
    Path workflows = Files.createDirectories(directory.resolve("workflows"));
    Files.writeString(workflows.resolve("prompt.yaml"), PROMPT);
    return Server.begin(
        directory,
        Map.of(
            "DRAWBRIDGE_DATA_DIRECTORY",
            disk.toString(),
            "DRAWBRIDGE_WORKFLOWS_DIRECTORY",
            workflows.toString(),
            "DRAWBRIDGE_MONITORING_LEAST_FREE_DISK",
            "0"));
  }

  private void fillWhileSendersSend(Server server) throws Exception {
    assertThat(send(server, "first").statusCode()).isEqualTo(202);
    try (Senders senders = new Senders(4, uid -> send(server, uid))) {
      within(60).until(() -> senders.acknowledged().size() > 20);
      Path filling = fill();
      within(120).until(() -> refused(senders) > 20);
      Files.delete(filling);
      long emptied = System.nanoTime();
      senders.awaitAcknowledgement(Duration.ofSeconds(60));
      long first = Senders.millisSince(emptied);
      senders.end();
      System.out.printf(
          "disk full: %s; first 202 %d ms after%n", Senders.describe(senders.answers()), first);
      assertThat(senders.answers()).allSatisfy(a -> assertThat(a.status()).isIn(202, 503));
      senders.acknowledged().forEach(uid -> assertIsThereAndEnds(server, uid));
    }
    assertIsThereAndEnds(server, "first");
  }

  private static ConditionFactory within(int seconds) {
    return Awaitility.await().atMost(Duration.ofSeconds(seconds));
  }

  private static long refused(Senders senders) {
    return senders.answers().stream().filter(answer -> !answer.isAcknowledgement()).count();
  }

  /** Fills the disk completely. */
  private Path fill() {
    Path filling = disk.resolve("filling");
    byte[] piece = new byte[1024];
    try (OutputStream out = Files.newOutputStream(filling)) {
      while (true) {
        out.write(piece);
      }
    } catch (IOException e) {
      return filling;
    }
  }

  private static void assertIsThereAndEnds(Server server, String uid) {
    HttpResponse<String> again = sendUntilAnswered(server, uid);
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    JsonNode result = Json.read(again.body()).at("/results/0");
    assertThat(result.path("status").textValue()).isEqualTo("duplicate");
    Map<String, String> secret = Map.of("Inbound-Webhook-Secret", server.secret());
    within(60)
        .until(
            () ->
                Json.read(server.get(result.path("location").textValue(), secret).body())
                    .path("status")
                    .asText()
                    .equals("succeeded"));
  }

  /** Sends until a reply is not 503: a connection broken by the full disk may cost one more 503. */
  private static HttpResponse<String> sendUntilAnswered(Server server, String uid) {
    return within(10).until(() -> send(server, uid), answer -> answer.statusCode() != 503);
  }

  private static HttpResponse<String> send(Server server, String uid) {
    return server.post("{\"workflow\": \"prompt\", \"uid\": \"" + uid + "\"}");
  }
}

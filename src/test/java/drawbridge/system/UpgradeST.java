package drawbridge.system;

import static drawbridge.system.Admin.WORKSPACES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import drawbridge.fixture.OldTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts drawbridge.jar on H2 files that killed servers of earlier versions have left. */
class UpgradeST {

  private static final String DEFAULT = WORKSPACES + "/default";

  /** The key of the old rows, used for nothing else. */
  private static final String KEY = "kb23a7c6c:J3+5fVzDFdqk4q9+hkSCisICWnIl/O6ZAqqjtzsPav8=";

  private static final String TRIGGER_OF_V4 =
      "/api/inbound/default/triggers/vYPPU2hgk_vGgDXVq22kXW7qo8fr7PYY";

  private static final String TRIGGER_OF_V10 =
      "/api/inbound/default/triggers/xN1u5jxbmNvLDco8pBlkvjEAtemmNgun";

  /** No limit that depends on the age of the files. */
  private static final Map<String, String> AGELESS =
      Map.of(
          "DRAWBRIDGE_UID_WINDOW", "P36500D",
          "DRAWBRIDGE_RUN_MAX_TIME", "P36500D",
          "DRAWBRIDGE_RETENTION_RUNS", "forever",
          "DRAWBRIDGE_RETENTION_STEPS", "forever",
          "DRAWBRIDGE_RETENTION_REJECTIONS", "forever");

  @TempDir Path directory;

  @Test
  void acceptedRunsContinueAfterTheUpgrade() throws Exception {
    copyOldFile();
    Map<String, String> settings = new HashMap<>(AGELESS);
    settings.put("DRAWBRIDGE_ENCRYPTION_KEYS", KEY);
    try (Server server = Server.start(directory, settings)) {
      Admin admin = new Admin(server.base()); // signs in with the old password
      assertThat(server.post("{\"workflow\": \"greet\", \"uid\": \"ended\"}").body())
          .contains("duplicate", "01a20f19-0d85-7d0e-a356-da902d8d12a6");
      assertThat(
              admin
                  .get(DEFAULT + "/runs/01a20f19-0f91-7636-8d78-7e45efb159f8")
                  .expect(200)
                  .text("/runtime/name"))
          .isEqualTo("Zoë\nNewline");
      assertThat(admin.get(DEFAULT + "/rejections").expect(200).text("/rejections/0/reason"))
          .isEqualTo("no-such-workflow");
      assertEnds(admin, "01a20f19-28f4-7232-952e-822debb93b19");
      admin.post(DEFAULT + "/workflows/nap/resume").expect(204);
      assertThat(statusOf(admin, "01a20f19-4dae-725c-85a5-5c7dd12f8a39")).isNotEqualTo("failed");
      assertThat(signed(server, TRIGGER_OF_V4).status()).isEqualTo(202);
    }
  }

  /**
   * The file holds the tables V1 to V10 as version 1.0.0 of November 2026 wrote them: a run that
   * succeeded, one that failed and its bulk replay, one in a wait, one between two attempts, one in
   * a call, and two of a paused workflow. Its encryption key lies beside it.
   */
  @Test
  void filesOfThePreviousVersionContinue() throws Exception {
    unzip("src/test/resources/upgrade/v10.zip", directory.resolve("data"));
    try (Sink called = new Sink(28399);
        Sink attempted = new Sink(28398);
        Server server = Server.start(directory, AGELESS)) {
      Admin admin = new Admin(server.base());
      assertThat(server.post("{\"workflow\": \"greet\", \"uid\": \"ended\"}").body())
          .contains("duplicate", run(admin, "ended"));
      Admin.Reply ended = admin.get(DEFAULT + "/runs/" + run(admin, "ended")).expect(200);
      assertThat(ended.text("/output/greeting")).isEqualTo("Hello, Zoë!");
      assertThat(ended.http().body()).contains("\"n\":1.10", "\"big\":12345678901234567890");
      assertThat(admin.get(DEFAULT + "/runs/" + run(admin, "failed")).text("/problem/status"))
          .isEqualTo("409");
      assertThat(admin.get(DEFAULT + "/replays").expect(200).text("/replays/0/done"))
          .isEqualTo("1");
      assertEnds(admin, run(admin, "waits"));
      awaitSuccess(admin, run(admin, "calls"));
      awaitSuccess(admin, run(admin, "tries"));
      assertCalledOnce(called, run(admin, "calls"));
      assertCalledOnce(attempted, run(admin, "tries"));
      assertThat(attempted.calls("/to")) // the key of a run of that version names the attempt
          .allMatch(call -> call.key().contains("@"));
      assertThat(statusOf(admin, run(admin, "held-1"))).isEqualTo("queued");
      admin.post(DEFAULT + "/workflows/greet/resume").expect(204);
      awaitSuccess(admin, run(admin, "held-1"));
      awaitSuccess(admin, run(admin, "held-2"));
      assertThat(signed(server, TRIGGER_OF_V10).status()).isEqualTo(202);
    }
  }

  private void copyOldFile() {
    JdbcConnectionPool file =
        JdbcConnectionPool.create(
            "jdbc:h2:file:" + directory.resolve("data/drawbridge") + ";MODE=PostgreSQL",
            "drawbridge",
            "drawbridge");
    OldTables.create(file);
    file.dispose();
  }

  private static void unzip(String archive, Path target) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(Path.of(archive)))) {
      Files.createDirectories(target);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, target.resolve(entry.getName()));
      }
    }
  }

  private static String run(Admin admin, String uid) {
    return admin.get(DEFAULT + "/runs?uid=" + uid).expect(200).text("/runs/0/runId");
  }

  private static void assertCalledOnce(Sink sink, String run) {
    assertThat(sink.calls("/to")).singleElement().matches(call -> call.key().startsWith(run));
  }

  private static void awaitSuccess(Admin admin, String run) {
    await().atMost(Duration.ofMinutes(1)).until(() -> statusOf(admin, run).equals("succeeded"));
  }

  private static void assertEnds(Admin admin, String run) {
    awaitSuccess(admin, run);
    assertThat(admin.get(DEFAULT + "/runs/" + run).text("/output/slept")).isEqualTo("true");
  }

  private static String statusOf(Admin admin, String run) {
    return admin.get(DEFAULT + "/runs/" + run).expect(200).text("/status");
  }

  /** Signs as GitHub does, with the old secret. */
  private static Admin.Reply signed(Server server, String trigger) throws Exception {
    byte[] body = "{\"sample\": \"yes\"}".getBytes(StandardCharsets.UTF_8);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec("shared-with-github".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signature = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    return new Admin(server.base())
        .send(
            "POST",
            trigger,
            Map.of("Content-Type", "application/json", "X-Hub-Signature-256", signature),
            body);
  }
}

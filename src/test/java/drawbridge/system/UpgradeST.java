package drawbridge.system;

import static drawbridge.system.Admin.WORKSPACES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import drawbridge.fixture.OldTables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The H2 file of a server with the tables V1 to V4, which was killed, under today's jar. */
class UpgradeST {

  private static final String DEFAULT = WORKSPACES + "/default";

  /** The key that the old rows were written under; for them and nothing else. */
  private static final String KEY = "kb23a7c6c:J3+5fVzDFdqk4q9+hkSCisICWnIl/O6ZAqqjtzsPav8=";

  private static final String ADDRESS =
      "/api/inbound/default/triggers/vYPPU2hgk_vGgDXVq22kXW7qo8fr7PYY";

  @TempDir Path directory;

  @Test
  void whatAnOldServerAcceptedGoesOnUnderTheNewOne() throws Exception {
    leaveAnOldFile();
    Map<String, String> settings =
        Map.of(
            "DRAWBRIDGE_ENCRYPTION_KEYS", KEY,
            "DRAWBRIDGE_UID_WINDOW", "P36500D",
            "DRAWBRIDGE_RUN_MAX_TIME", "P36500D", // its runs are as old as the file
            "DRAWBRIDGE_RETENTION_RUNS", "forever",
            "DRAWBRIDGE_RETENTION_STEPS", "forever",
            "DRAWBRIDGE_RETENTION_REJECTIONS", "forever");
    try (Server server = Server.start(directory, settings)) {
      Admin admin = new Admin(server.base()); // signs in with the password of then
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
      assertThat(signed(server).status()).isEqualTo(202);
    }
  }

  private void leaveAnOldFile() {
    JdbcConnectionPool file =
        JdbcConnectionPool.create(
            "jdbc:h2:file:" + directory.resolve("data/drawbridge") + ";MODE=PostgreSQL",
            "drawbridge",
            "drawbridge");
    OldTables.leaveIn(file);
    file.dispose();
  }

  private static void assertEnds(Admin admin, String run) {
    await().atMost(Duration.ofMinutes(1)).until(() -> statusOf(admin, run).equals("succeeded"));
    assertThat(admin.get(DEFAULT + "/runs/" + run).text("/output/slept")).isEqualTo("true");
  }

  private static String statusOf(Admin admin, String run) {
    return admin.get(DEFAULT + "/runs/" + run).expect(200).text("/status");
  }

  /** As GitHub signs, with the secret of then. */
  private static Admin.Reply signed(Server server) throws Exception {
    byte[] body = "{\"sample\": \"yes\"}".getBytes(StandardCharsets.UTF_8);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec("shared-with-github".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signature = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    return new Admin(server.base())
        .send(
            "POST",
            ADDRESS,
            Map.of("Content-Type", "application/json", "X-Hub-Signature-256", signature),
            body);
  }
}

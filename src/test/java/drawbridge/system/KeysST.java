package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static drawbridge.system.Admin.WORKSPACES;
import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature;
import drawbridge.contract.ContractCases;
import drawbridge.provider.vault.Keyring;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys of senders' secrets on a PostgreSQL, from none to the second one, as in the operators'
 * guide; each step is another start.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeysST {

  private static final String TRIGGER = WORKSPACES + "/default/triggers/slack";
  private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
  private static final String SETUP =
      "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"slack\", \"secret\": \""
          + SECRET
          + "\"}}";
  private static final String FIRST = Keyring.newKey();
  private static final String SECOND = Keyring.newKey();

  @TempDir static Path directory;
  private static Postgres postgres;
  private static String address = "";

  @BeforeAll
  static void begin() throws IOException, SQLException {
    postgres = Postgres.create(Files.createDirectory(directory.resolve("postgresql")));
  }

  @AfterAll
  static void end() throws IOException {
    postgres.close();
  }

  @Test
  @Order(1)
  void triggerWithoutAKeyIsRefusedWithAHint() throws IOException {
    try (Server server = start("")) {
      String problem =
          new Admin(server.base())
              .put(TRIGGER, JSON, SETUP)
              .problem(409, "no-encryption-key")
              .text("/detail");
      assertThat(problem).contains("drawbridge.encryption.keys");
      assertThat(directory.resolve("data")).doesNotExist();
    }
  }

  @Test
  @Order(2)
  void secretIsEncryptedInTheStore() throws IOException {
    try (Server server = start(FIRST)) {
      address =
          URI.create(new Admin(server.base()).put(TRIGGER, JSON, SETUP).expect(201).text("/url"))
              .getPath();
      assertIsTaken(server);
    }
    String id = address.substring(address.lastIndexOf('/') + 1);
    assertThat(postgres.ask("select t::text from trigger t"))
        .hasSize(1)
        .noneMatch(row -> row.contains(SECRET) || row.contains(id));
    assertThat(postgres.ask("select s::text from trigger_secret s"))
        .hasSize(2)
        .noneMatch(row -> row.contains(SECRET) || row.contains(id));
  }

  @Test
  @Order(3)
  void reencryptionReplacesTheFirstKey() throws IOException {
    try (Server server = start(SECOND + "," + FIRST)) {
      Admin admin = new Admin(server.base());
      assertIsTaken(server);
      assertThat(
              admin
                  .post("/api/admin/encryption/reencrypt")
                  .expect(200)
                  .json()
                  .path("reencrypted")
                  .asInt())
          .isEqualTo(2);
    }
    try (Server server = start(SECOND)) {
      assertIsTaken(server);
      assertThat(new Admin(server.base()).get(TRIGGER).expect(200).text("/url")).endsWith(address);
    }
  }

  @Test
  @Order(4)
  void nodeWithAnotherKeyRefusesSignatures() throws IOException {
    try (Server server = start(FIRST)) {
      Admin.Reply trigger = new Admin(server.base()).get(TRIGGER).expect(200);
      assertThat(trigger.json().has("url")).isFalse();
      assertThat(trigger.text("/warning")).isNotBlank();
      assertThat(post(server)).isEqualTo(401);
      assertThat(server.logged()).contains("cannot decrypt secret").doesNotContain(SECRET);
    }
  }

  private static Server start(String keys) throws IOException {
    Map<String, String> settings = new HashMap<>(postgres.settings());
    settings.put(
        "DRAWBRIDGE_WORKFLOWS_DIRECTORY",
        ContractCases.DIRECTORY.resolve("workflows").toAbsolutePath().toString());
    settings.put("DRAWBRIDGE_ENCRYPTION_KEYS", keys);
    return Server.start(directory, settings);
  }

  private static void assertIsTaken(Server server) {
    assertThat(post(server)).isEqualTo(202);
  }

  /** Sends a webhook that Slack's own client has signed. */
  private static int post(Server server) {
    String body = "{\"type\": \"event_callback\"}";
    String now = String.valueOf(Instant.now().getEpochSecond());
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            JSON,
            SlackSignature.HeaderNames.X_SLACK_REQUEST_TIMESTAMP,
            now,
            SlackSignature.HeaderNames.X_SLACK_SIGNATURE,
            new SlackSignature.Generator(SECRET).generate(now, body));
    return new Admin(server.base())
        .send("POST", address, headers, body.getBytes(StandardCharsets.UTF_8))
        .status();
  }
}

package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static drawbridge.system.Admin.WORKSPACES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.contract.ContractCases;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups taken under load with the commands of the operators' guide, and restored. */
class BackupST {

  private static final String PAGE = "backup.md";
  private static final String TRIGGER = WORKSPACES + "/default/triggers/github";
  private static final String KEY = "k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  @TempDir Path directory;

  @Test
  void restoredH2BackupHoldsEarlierAcknowledgements() throws Exception {
    Shell.need("bash", "curl", "jq", "gzip", "unzip", "java");
    Path backups = Files.createDirectory(directory.resolve("backups"));
    Path live = Files.createDirectory(directory.resolve("live"));
    Map<String, String> before;
    try (Server server = Server.start(live, settings(Map.of()))) {
      before = underLoad(server, () -> backUp(server, backups));
      Files.copy(live.resolve("data/encryption.keys"), directory.resolve("encryption.keys"));
      server.kill();
    }
    Path backup = onlyFile(backups);
    Shell.run(
        Guide.block(PAGE, "h2-restore"),
        directory,
        Map.of(
            "JAR", Path.of(System.getProperty("drawbridge.jar")).toAbsolutePath().toString(),
            "KEYS", directory.toString(),
            "BACKUP", backup.toString()));
    try (Server server = Server.start(directory.resolve("restored"), settings(Map.of()))) {
      assertAllExist(server, before);
    }
  }

  private static void backUp(Server server, Path backups) {
    String answer =
        Shell.run(
            Guide.block(PAGE, "h2-backup"),
            backups,
            Map.of(
                "SERVER", server.base().toString(),
                "ADMIN", "admin:" + Server.PASSWORD,
                "BACKUPS", backups.toString()));
    System.out.println("a backup: " + answer.strip());
  }

  @Test
  @Tag("nightly")
  void restoredDumpHoldsEarlierAcknowledgements() throws Exception {
    Path backups = Files.createDirectory(directory.resolve("backups"));
    try (DebianPostgres postgres = new DebianPostgres()) {
      Map<String, String> before;
      Map<String, String> variables = Map.of("BACKUPS", backups.toString());
      try (Server server = Server.start(directory, settings(postgres.settings("drawbridge")))) {
        new Admin(server.base()).post("/api/admin/backup").problem(409, "backup-elsewhere");
        before =
            underLoad(
                server, () -> postgres.run(Guide.block(PAGE, "postgresql-backup"), variables));
      }
      postgres.sql(Guide.block(PAGE, "postgresql-database"));
      postgres.run(Guide.block(PAGE, "postgresql-restore"), variables);
      try (Server server =
          Server.start(directory, settings(postgres.settings("drawbridge_restored")))) {
        assertAllExist(server, before);
      }
    }
  }

  @Test
  @Tag("nightly")
  void postgresqlIsRestoredToAPointInTime() throws Exception {
    try (DebianPostgres postgres = new DebianPostgres()) {
      Path backups = postgres.directory("backups");
      Path restored = postgres.directory("restored").resolve("data");
      Map<String, String> places =
          Map.of("BACKUPS", backups.toString(), "RESTORED", restored.toString());
      postgres.asOwner(Guide.block(PAGE, "postgresql-archive"), places);
      postgres.restart();
      Map<String, String> before;
      String moment;
      try (Server server = Server.start(directory, settings(postgres.settings("drawbridge")))) {
        before =
            underLoad(server, () -> postgres.asOwner(Guide.block(PAGE, "postgresql-base"), places));
        assertThat(send(server, "before the moment").statusCode()).isEqualTo(202);
        before.putAll(runs(server, List.of("before the moment")));
        moment = Shell.run(Guide.block(PAGE, "postgresql-moment"), directory, Map.of()).strip();
        assertThat(send(server, "after the moment").statusCode()).isEqualTo(202);
        postgres.asOwner(Guide.block(PAGE, "postgresql-last-segment"), places);
        server.kill();
      }
      Map<String, String> point = new HashMap<>(places);
      point.put("MOMENT", moment);
      postgres.asOwner(Guide.block(PAGE, "postgresql-point-in-time"), point);
      postgres.restartOn(restored);
      try (Server server = Server.start(directory, settings(postgres.settings("drawbridge")))) {
        assertThat(verified(server, List.of("after the moment")))
            .extracting(word -> word.path("status").asText())
            .containsExactly("unknown");
        assertAllExist(server, before);
      }
    }
  }

  /**
   * Creates a trigger, and takes a backup under load.
   *
   * @return the acknowledgements before the backup: uids and their runs
   */
  private static Map<String, String> underLoad(Server server, Runnable backup)
      throws InterruptedException {
    String setup =
        "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"github\", \"secret\": \"a-secret\"}}";
    new Admin(server.base()).put(TRIGGER, JSON, setup).expect(201);
    try (Senders senders = new Senders(8, uid -> send(server, uid))) {
      await().atMost(Duration.ofMinutes(1)).until(() -> senders.acknowledged().size() > 100);
      List<String> uids = senders.acknowledged();
      backup.run();
      int after = senders.acknowledged().size();
      senders.awaitAcknowledgement(Duration.ofSeconds(30));
      senders.end();
      assertThat(senders.answers()).allSatisfy(a -> assertThat(a.status()).isIn(202, 503));
      System.out.printf(
          "%d acknowledged before the backup, %d while it was taken%n",
          uids.size(), after - uids.size());
      return runs(server, uids);
    }
  }

  private static void assertAllExist(Server server, Map<String, String> before) {
    assertThat(runs(server, List.copyOf(before.keySet()))).isEqualTo(before);
    String uid = before.keySet().iterator().next();
    JsonNode again = Json.read(send(server, uid).body()).at("/results/0");
    assertThat(again.path("status").asText()).isEqualTo("duplicate");
    assertThat(again.path("runId").asText()).isEqualTo(before.get(uid));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> verified(server, List.copyOf(before.keySet())).allMatch(BackupST::isEnded));
    assertThat(new Admin(server.base()).get(TRIGGER).expect(200).text("/url")).isNotBlank();
    assertThat(send(server, "new after the restore").statusCode()).isEqualTo(202);
  }

  private static boolean isEnded(JsonNode word) {
    return word.path("runStatus").asText().equals("succeeded");
  }

  private static Map<String, String> runs(Server server, List<String> uids) {
    Map<String, String> runs = new LinkedHashMap<>();
    verified(server, uids)
        .forEach(word -> runs.put(word.path("uid").asText(), word.path("runId").asText()));
    assertThat(runs).hasSize(uids.size()).allSatisfy((uid, run) -> assertThat(run).hasSize(36));
    return runs;
  }

  private static Stream<JsonNode> verified(Server server, List<String> uids) {
    String body = Json.write(Json.object().set("uids", Json.MAPPER.valueToTree(uids)));
    JsonNode words = new Admin(server.base()).post(WORKSPACES + "/default/verify", body).json();
    return Stream.iterate(0, index -> index + 1)
        .limit(uids.size())
        .map(index -> words.path("results").path(index));
  }

  private static HttpResponse<String> send(Server server, String uid) {
    return server.post("{\"workflow\": \"greet\", \"uid\": \"" + uid + "\"}");
  }

  private static Path onlyFile(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  private static Map<String, String> settings(Map<String, String> store) {
    Map<String, String> settings = new HashMap<>(store);
    settings.put(
        "DRAWBRIDGE_WORKFLOWS_DIRECTORY",
        ContractCases.DIRECTORY.resolve("workflows").toAbsolutePath().toString());
    if (!store.isEmpty()) {
      settings.put("DRAWBRIDGE_ENCRYPTION_KEYS", KEY);
    }
    return settings;
  }
}

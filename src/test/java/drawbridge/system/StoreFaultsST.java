package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Failures between a node and its PostgreSQL, from the first start on; each case continues from the
 * previous one.
 */
@Tag("alone")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoreFaultsST {

  private static final String PROMPT =
      """
      document: {dsl: '1.0.0', namespace: tests, name: prompt, version: '1.0.0'}
      do:
        - note: {set: {noted: true}}
      """;

  /**
   * The two seconds of the contract with a margin for a shared machine, for 90 % of the replies.
   */
  private static final long PROMISED_MILLIS = 2_500;

  /** For all replies; less than the driver's timeout. */
  private static final long LONGEST_MILLIS = 3_000;

  private static final String RUNS = "/console/runs.xhtml?workspace=default";

  /** More than the server's HTTP threads. */
  private static final int CROWD = 80;

  @TempDir private static Path directory;
  private static Postgres store;
  private static Cable cable;
  private static final List<Server> SERVERS = new ArrayList<>();
  private static Map<String, String> settings;

  @BeforeAll
  static void start() throws IOException, SQLException {
    store = Postgres.create(Files.createDirectories(directory.resolve("store")));
    cable = new Cable(store.port());
    Path workflows = Files.createDirectories(directory.resolve("workflows"));
    Files.writeString(workflows.resolve("prompt.yaml"), PROMPT);
    settings = new HashMap<>(store.settings(cable.port()));
    settings.put("DRAWBRIDGE_WORKFLOWS_DIRECTORY", workflows.toString());
  }

  @AfterAll
  static void stop() throws IOException {
    SERVERS.forEach(Server::kill);
    cable.close();
    store.close();
  }

  private static Server begin(String home, Map<String, String> settings) throws IOException {
    Server server = Server.begin(Files.createDirectories(directory.resolve(home)), settings);
    SERVERS.add(server);
    return server;
  }

  /** The node that senders use: the second one started. */
  private static Server node() {
    return SERVERS.get(1);
  }

  private static ConditionFactory within(int seconds) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(seconds))
        .pollInterval(Duration.ofMillis(100));
  }

  @Test
  @Order(1)
  void aNodeThatIsKilledHalfWayThroughItsFirstMigrationLeavesNothing()
      throws IOException, SQLException {
    try (Connection inTheWay = store.hold("create table node (held int)")) {
      Server first = begin("first", settings);
      within(180)
          .until(
              () ->
                  !store
                      .ask(
                          "select 1 from pg_stat_activity where wait_event_type = 'Lock'"
                              + " and query like '%create table node%'")
                      .isEmpty());
      first.kill();
      inTheWay.rollback();
    }
    within(20)
        .until(
            () ->
                store
                    .ask(
                        "select 1 from pg_stat_activity where query like '%create table node%'"
                            + " and pid <> pg_backend_pid()")
                    .isEmpty());
    assertThat(store.ask("select 1 from information_schema.tables where table_name = 'run'"))
        .isEmpty();
  }

  @Test
  @Order(2)
  void aNodeThatStartsWhileTheStoreIsAwayIsReadyWhenItComesAndEndsWhenItIsToldTo()
      throws IOException {
    store.close();
    URI health = URI.create("http://localhost:" + Server.freePort() + "/health/");
    Map<String, String> observed = new HashMap<>(settings);
    observed.put("DRAWBRIDGE_HEALTH_PORT", String.valueOf(health.getPort()));
    Server node = begin("node", observed);
    Server impatient = begin("impatient", settings);
    within(180).until(() -> node.logged().contains("the start waits for it"));
    assertThat(node.statusOf("/health/ready")).isZero();
    assertThat(statusOf(health.resolve("live"))).isEqualTo(200);
    assertThat(statusOf(health.resolve("started"))).isEqualTo(503);
    within(180).until(() -> impatient.logged().contains("the start waits for it"));
    impatient.terminate();
    within(30).until(() -> !impatient.isAlive());
    store = store.again(directory.resolve("store"));
    node.awaitReady();
    within(10).until(() -> statusOf(health.resolve("started")) == 200);
    assertThat(statusOf(health.resolve("live"))).isEqualTo(200);
    assertThat(send("first").statusCode()).isEqualTo(202);
  }

  @Test
  @Order(3)
  void refusedLoginNamesTheSettings() throws IOException {
    Map<String, String> wrong = new HashMap<>(settings);
    wrong.put("DRAWBRIDGE_DATABASE_USER", "unknown");
    Server stranger = begin("stranger", wrong);
    within(180).until(() -> !stranger.isAlive());
    assertThat(stranger.logged())
        .contains("Drawbridge cannot start: settings drawbridge.database.user")
        .doesNotContain("the start waits for it")
        .doesNotContain(settings.get("DRAWBRIDGE_DATABASE_PASSWORD"));
    assertThat(stranger.exitStatus()).isEqualTo(1);
  }

  @Test
  @Order(7)
  void aNodeWhoseStoreFallsSilentBeforeItsFirstHeartbeatIsReadyWhenItAnswers()
      throws IOException, SQLException {
    try (Connection inTheWay = store.hold("lock table node in access exclusive mode")) {
      Server late = begin("late", settings);
      within(180).until(() -> late.logged().contains("the start waits for it"));
      assertThat(late.statusOf("/health/ready")).isZero();
      inTheWay.rollback();
      late.awaitReady();
    }
  }

  @Test
  @Order(4)
  @Tag("R5")
  void duringANetworkOutageSendersGet503WithinTwoSeconds() throws Exception {
    try (Senders crowd = new Senders(CROWD, StoreFaultsST::send)) {
      within(60).until(() -> crowd.acknowledged().size() > 3 * CROWD);
      PageReader reader = new PageReader(node().base());
      reader.signIn("admin", Server.PASSWORD);
      HttpResponse<String> runs = reader.open(RUNS);
      assertPolls(reader, runs);
      long cut = System.nanoTime();
      cable.cut();
      assertUnavailable(reader.open(RUNS)); // the outage is not yet detected
      within(60).until(() -> crowd.since(cut).size() > 15 * CROWD);
      long asked = System.nanoTime();
      assertThat(node().admin("GET", "workspaces", "application/json", "").statusCode())
          .isEqualTo(503);
      assertThat(Senders.millisSince(asked)).isLessThan(PROMISED_MILLIS);
      assertThat(node().statusOf("/health/ready")).isEqualTo(503);
      assertPagesAreUnavailableAtOnce(reader, runs);
      cable.mend();
      assertRecovers("network cut", crowd, cut);
      assertThat(reader.open(RUNS).statusCode()).isEqualTo(200);
      assertPolls(reader, runs);
    }
  }

  /** Checks a page, the polling of an open page, and the sign-in. */
  private static void assertPagesAreUnavailableAtOnce(
      PageReader reader, HttpResponse<String> runs) {
    long asked = System.nanoTime();
    HttpResponse<String> page = reader.open(RUNS);
    assertUnavailable(page);
    assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
    HttpResponse<String> polled = reader.pressByScript(runs, "live", "live:poll", Map.of());
    assertThat(polled.statusCode()).isEqualTo(503);
    assertThat(polled.headers().firstValue("Retry-After")).isPresent();
    assertThat(polled.body()).isEqualTo("The store does not answer.");
    assertUnavailable(reader.open("/console"));
    assertUnavailable(new PageReader(node().base()).open(PageReader.SIGN_IN));
    assertThat(Senders.millisSince(asked)).isLessThan(PROMISED_MILLIS);
  }

  private static void assertUnavailable(HttpResponse<String> page) {
    assertThat(page.statusCode()).as(page.body()).isEqualTo(503);
    assertThat(page.headers().firstValue("Retry-After")).isPresent();
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(page.body())
        .contains("Store unavailable", "The store does not answer.")
        .doesNotContain("Exception", "drawbridge.");
  }

  /** Sends the poll of a page's script, with the page's own parameters. */
  private static void assertPolls(PageReader reader, HttpResponse<String> runs) {
    HttpResponse<String> polled = reader.pressByScript(runs, "live", "live:poll", Map.of());
    assertThat(polled.statusCode()).as(polled.body()).isEqualTo(200);
    assertThat(polled.body()).contains("<update id=\"live\">", "Runs, newest first");
  }

  @Test
  @Order(5)
  @Tag("R5")
  void duringSlowStatementsSendersGet503WithinTwoSeconds() throws Exception {
    try (Senders crowd = new Senders(CROWD, StoreFaultsST::send)) {
      within(60).until(() -> crowd.acknowledged().size() > 3 * CROWD);
      long slow = System.nanoTime();
      try (Connection inTheWay = store.hold("lock table run in access exclusive mode")) {
        within(60).until(() -> Senders.millisSince(slow) > 6_000);
        inTheWay.rollback();
      }
      assertRecovers("statements that take 5 s", crowd, slow);
    }
  }

  @Test
  @Order(6)
  @Tag("D2")
  void acknowledgementsDuringARestartHaveOneRunEach() throws Exception {
    try (Senders senders = new Senders(8, StoreFaultsST::send)) {
      within(60).until(() -> senders.acknowledged().size() > 50);
      long down = System.nanoTime();
      store.close();
      within(60).until(() -> senders.since(down).stream().anyMatch(it -> it.status() == 503));
      store = store.again(directory.resolve("store"));
      assertRecovers("PostgreSQL restarted", senders, down);
    }
  }

  @Test
  @Order(6)
  @Tag("R5")
  void readOnlyStoreIsUnavailable() throws Exception {
    try (Senders senders = new Senders(8, StoreFaultsST::send)) {
      within(60).until(() -> senders.acknowledged().size() > 50);
      long demoted = System.nanoTime();
      store.setReadOnly(true);
      within(10).until(() -> node().statusOf("/health/ready") == 503);
      within(10).until(() -> node().logged().contains("takes no commits (a server that is read-"));
      assertUnavailable(new PageReader(node().base()).open(PageReader.SIGN_IN));
      store.setReadOnly(false);
      assertRecovers("PostgreSQL read-only", senders, demoted);
    }
  }

  /** The store is available from now on. */
  private static void assertRecovers(String what, Senders senders, long begun) throws Exception {
    long well = System.nanoTime();
    senders.awaitAcknowledgement(Duration.ofSeconds(60));
    long first = Senders.millisSince(well);
    int before = senders.acknowledged().size();
    within(60).until(() -> senders.acknowledged().size() > before + 50);
    senders.end();
    List<Senders.Answer> answers = senders.since(begun);
    System.out.printf(
        "%s: %s; first 202 %d ms after it was well%n", what, Senders.describe(answers), first);
    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isIn(200, 202, 503);
              assertThat(answer.status() == 503).isEqualTo(answer.hasRetryAfter());
            });
    assertThat(answers).anyMatch(answer -> answer.status() == 503);
    assertThat(Senders.millis(answers, 0.9)).isLessThan(PROMISED_MILLIS);
    assertThat(Senders.millis(answers, 1)).isLessThan(LONGEST_MILLIS);
    assertEveryAcknowledgedRunEnds(senders.acknowledged());
  }

  private static int statusOf(URI address) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> send(String uid) {
    return node().post("{\"workflow\": \"prompt\", \"uid\": \"" + uid + "\"}");
  }

  /** Checks that each uid has exactly one run, in a final state. */
  private static void assertEveryAcknowledgedRunEnds(List<String> uids) {
    within(60).until(() -> store.ask("select 1 from run where ended_at is null").isEmpty());
    List<String> ended = store.ask("select uid from run where state = 'SUCCEEDED'");
    assertThat(uids).isNotEmpty();
    assertThat(ended).doesNotHaveDuplicates().containsAll(uids);
  }
}

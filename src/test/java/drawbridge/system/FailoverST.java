package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.patroni.Machine;
import drawbridge.patroni.PatroniCluster;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes under load while the primary of a Patroni cluster is killed, switched, or frozen and
 * thawed: no acknowledged uid is lost or started twice, and senders see no error but the one that
 * asks to send again.
 */
@Tag("nightly")
@Tag("D2")
@Tag("R5")
class FailoverST {

  private static final PortBlock PORTS = PortBlock.take();
  private static final int NODES = 2;
  private static final int SENDERS = 4;
  private static final int SENDERS_PAUSE_MILLIS = 20;
  private static final int IN_A_BATCH = 3;
  private static final int VERIFIED_AT_ONCE = 300;

  /** Acknowledgements of each node before a strike, and after it. */
  private static final int ENOUGH = 200;

  private static final List<String> TRIGGERS = List.of("orders", "parcels");
  private static final String TRIGGER =
      "{\"workflow\": \"greeting\", \"uidFrom\": {\"pointer\": \"/id\"}}";

  @TempDir private static Path directory;
  private static final List<Server> SERVERS = new ArrayList<>();
  private static final List<String> URLS = new ArrayList<>();
  private static Optional<PatroniCluster> started = Optional.empty();

  @BeforeAll
  static void start() throws IOException {
    Optional<String> missing = PatroniCluster.missing();
    missing.ifPresent(reason -> System.out.println("skipped: " + reason));
    assumeTrue(missing.isEmpty(), missing::toString);
    Path logs = Files.createDirectories(Path.of("target/failover"));
    started = Optional.of(PatroniCluster.start(logs));
    Map<String, String> settings = new HashMap<>(cluster().settings());
    settings.put(
        "DRAWBRIDGE_WORKFLOWS_DIRECTORY",
        Path.of("src/test/resources/stop").toAbsolutePath().toString());
    settings.put("DRAWBRIDGE_ENCRYPTION_KEYS", "k1:" + "A".repeat(43) + "=");
    for (int node = 0; node < NODES; node++) {
      Path home = Files.createDirectories(directory.resolve("node" + node));
      SERVERS.add(Server.begin(PORTS.next(), home, settings));
    }
    SERVERS.forEach(Server::awaitReady);
    for (String trigger : TRIGGERS) {
      HttpResponse<String> made =
          SERVERS
              .get(0)
              .admin("PUT", "workspaces/default/triggers/" + trigger, "application/json", TRIGGER);
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
      URLS.add(URI.create(Json.read(made.body()).path("url").asText()).getPath());
    }
  }

  @AfterAll
  static void stop() throws IOException {
    SERVERS.forEach(Server::kill);
    PORTS.close();
    started.ifPresent(PatroniCluster::close);
  }

  private static PatroniCluster cluster() {
    return started.orElseThrow();
  }

  @BeforeEach
  void complete() {
    cluster().awaitComplete();
    SERVERS.forEach(Server::awaitReady);
  }

  @Test
  void nothingIsLostWhenThePrimaryIsKilled() throws Exception {
    strike(
        "kill of the primary",
        () -> {
          Machine primary = cluster().primary().orElseThrow();
          primary.kill();
          cluster().awaitPrimaryOtherThan(primary);
          return primary::start;
        });
  }

  @Test
  void nothingIsLostWhenThePrimaryIsSwitched() throws Exception {
    strike(
        "switchover",
        () -> {
          cluster().switchOver();
          return () -> {};
        });
  }

  @Test
  void nothingIsLostWhenThePrimaryIsFrozenAndThawed() throws Exception {
    strike(
        "freeze of the primary",
        () -> {
          Machine primary = cluster().primary().orElseThrow();
          primary.freeze();
          cluster().awaitPrimaryOtherThan(primary);
          return primary::thaw;
        });
  }

  /** Replaces the primary; returns how the former one comes back. */
  private interface Strike {
    Runnable replacePrimary();
  }

  private static void strike(String what, Strike strike) throws Exception {
    List<Senders> all = SERVERS.stream().map(FailoverST::senders).toList();
    try {
      all.forEach(FailoverST::awaitEnough);
      long struck = System.nanoTime();
      Runnable back = strike.replacePrimary();
      long promoted = Senders.millisSince(struck);
      all.forEach(FailoverST::awaitEnough);
      back.run();
      cluster().awaitComplete();
      all.forEach(FailoverST::awaitEnough);
      for (Senders senders : all) {
        senders.end();
        System.out.printf(
            "%s: another primary after %d ms; no acknowledgement for %d ms; %s%n",
            what, promoted, gapMillis(senders, struck), Senders.describe(senders.since(struck)));
        assertThat(senders.answers())
            .allMatch(it -> it.isAcknowledgement() || it.status() == 0 || asksToSendAgain(it));
      }
      List<String> acknowledged =
          all.stream().flatMap(it -> it.acknowledged().stream()).flatMap(FailoverST::uids).toList();
      System.out.printf("%s: %d uids acknowledged%n", what, acknowledged.size());
      assertEachHasOneRun(acknowledged);
    } finally {
      all.forEach(Senders::close);
    }
  }

  private static boolean asksToSendAgain(Senders.Answer answer) {
    return List.of(429, 503).contains(answer.status()) && answer.hasRetryAfter();
  }

  private static void awaitEnough(Senders senders) {
    int before = senders.acknowledged().size();
    Awaitility.await("acknowledgements")
        .atMost(Duration.ofMinutes(3))
        .until(() -> senders.acknowledged().size() >= before + ENOUGH);
  }

  /** Returns the longest time without an acknowledgement. */
  private static long gapMillis(Senders senders, long since) {
    long[] times =
        senders.answers().stream()
            .filter(Senders.Answer::isAcknowledgement)
            .mapToLong(it -> (it.sent() - since) / 1_000_000 + it.millis())
            .sorted()
            .toArray();
    return IntStream.range(1, times.length)
        .mapToLong(i -> times[i] - times[i - 1])
        .max()
        .orElseThrow();
  }

  /** Sends single requests, batches and triggered ones, as the uid decides. */
  private static Senders senders(Server server) {
    return new Senders(SENDERS, uid -> post(server, uid), SENDERS_PAUSE_MILLIS);
  }

  private static HttpResponse<String> post(Server server, String uid) {
    int kind = kind(uid);
    if (kind < TRIGGERS.size()) {
      return server.post(URLS.get(kind), Json.write(Json.object().put("id", uid)));
    }
    ObjectNode body = Json.object().put("workflow", "greeting");
    if (kind == TRIGGERS.size()) {
      return server.post(Json.write(body.put("uid", uid)));
    }
    ArrayNode batch = body.putArray("batch");
    uids(uid).forEach(one -> batch.addObject().put("uid", one));
    return server.post(Json.write(body));
  }

  /** Returns 0 or 1 for a trigger, 2 for a single request, 3 for a batch. */
  private static int kind(String uid) {
    return Math.floorMod(uid.hashCode(), TRIGGERS.size() + 2);
  }

  /** Returns the uids of the entries of a request. */
  private static Stream<String> uids(String uid) {
    return kind(uid) <= TRIGGERS.size()
        ? Stream.of(uid)
        : IntStream.range(0, IN_A_BATCH).mapToObj(entry -> uid + "." + entry);
  }

  private static void assertEachHasOneRun(List<String> acknowledged) {
    Map<String, Long> runs = runs();
    assertThat(acknowledged).allMatch(uid -> runs.getOrDefault(uid, 0L) == 1);
    assertThat(runs)
        .as("runs of every uid, also of those without an answer")
        .allSatisfy((uid, count) -> assertThat(count).isEqualTo(1));
    for (int from = 0; from < acknowledged.size(); from += VERIFIED_AT_ONCE) {
      ObjectNode body = Json.object();
      ArrayNode asked = body.putArray("uids");
      acknowledged.stream().skip(from).limit(VERIFIED_AT_ONCE).forEach(asked::add);
      assertThat(ask("POST", "verify", Json.write(body)).at("/counts/accepted").asInt())
          .isEqualTo(asked.size());
    }
  }

  /** Returns the number of runs of each uid. */
  private static Map<String, Long> runs() {
    Map<String, Long> runs = new HashMap<>();
    String cursor = "";
    do {
      JsonNode page = ask("GET", "runs?limit=200" + cursor, "");
      page.path("runs").forEach(run -> runs.merge(run.path("uid").asText(), 1L, Long::sum));
      cursor = page.has("next") ? "&cursor=" + page.path("next").asText() : "";
    } while (!cursor.isEmpty());
    return runs;
  }

  private static JsonNode ask(String method, String path, String body) {
    HttpResponse<String> answer =
        SERVERS.get(0).admin(method, "workspaces/default/" + path, "application/json", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.read(answer.body());
  }
}

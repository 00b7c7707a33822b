package drawbridge.inbound.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.contract.ContractCases;
import drawbridge.contract.Wire;
import drawbridge.fixture.Reachable;
import drawbridge.fixture.Stores;
import drawbridge.inbound.control.limit.SenderLimits;
import drawbridge.inbound.entity.Rate;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A flood of refused requests neither writes to the store, since its counts are written behind, nor
 * fills the memory of the node.
 */
@Tag("R9")
class FloodTest {

  /** More than the reasons that a trigger keeps. */
  private static final int REQUESTS = 150;

  /** Two statements for each of ten details and of a few rows without one. */
  private static final int MOST_WRITES = 30;

  /** Two statements for each of a few counts, and the last call of the trigger. */
  private static final int MOST_WRITES_OF_A_SOURCE = 8;

  /** The last use of a secret is written once a minute. */
  private static final String USE = "UPDATE inbound_secret SET last_used_at = ? WHERE (ID = ?)";

  private static final Queue<String> CHANGES = new ConcurrentLinkedQueue<>();

  private static DataSource store;
  private static WireInMemory wire;
  private static String open;
  private static String signed;

  @BeforeAll
  static void setUp() throws IOException {
    store = Stores.h2();
    wire =
        new WireInMemory(
                ProxyDataSourceBuilder.create(store)
                    .afterQuery(
                        (execution, queries) ->
                            queries.stream()
                                .map(QueryInfo::getQuery)
                                .filter(it -> !it.stripLeading().matches("(?is)select.*"))
                                .filter(it -> !it.equals(USE))
                                .forEach(CHANGES::add))
                    .build(),
                "a secret")
            .workflows(ContractCases.DIRECTORY.resolve("workflows"));
    open = wire.trigger(Json.read("{\"workflow\": \"greet\", \"mediaTypes\": [\"text/xml\"]}"));
    signed =
        wire.trigger(
            Json.read(
                "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"github\", \"secret\": \"abc-secret\"}}"));
    for (int number = 0; number < 1_000; number++) { // as many as count apart in an hour
      var unused =
          send(number, "POST", "/api/inbound/default/triggers/scanned-#", "-", "text/plain", "");
    }
    wire.writeBehind();
  }

  @AfterAll
  static void tearDown() {
    wire.close();
  }

  /** In each column, {@code #} stands for the number of the request. */
  @Retention(RetentionPolicy.RUNTIME)
  @ParameterizedTest
  @CsvSource({
    "401, POST, /api/inbound/default, wrong, application/json, {}",
    "401, POST, /api/inbound/default, wrong #, application/json, {}",
    "401, POST, /api/inbound/unknown-#, a secret, application/json, {}",
    "404, POST, /api/inbound/default/triggers/unknown-#, a secret, application/json, {}",
    "404, POST, /api/inbound/unknown-#/triggers/unknown-#, a secret, application/json, {}",
    "405, PUT, /api/inbound/default, a secret, application/json, {}",
    "405, METHOD#, /api/inbound/unknown-#, a secret, application/json, {}",
    "405, PUT, {open}, -, text/xml, <a/>",
    "413, POST, /api/inbound/default, a secret, application/json, {long}",
    "413, POST, {open}, -, text/xml, {long}",
    "415, POST, /api/inbound/default, a secret, text/x-#, {}",
    "415, POST, {open}, -, text/y-#, {}",
    "400, POST, /api/inbound/default, a secret, application/json, '{\"stateValues\": {\"a#\": 1, \"a#\": 2}}'",
    "400, POST, {open}, -, text/xml, <a#>",
    "422, POST, /api/inbound/default, a secret, application/json, '{\"workflow\": \"unknown #\"}'",
    "401, POST, {signed}, -, application/json, '{\"number\": #}'",
  })
  @interface Refused {}

  @Refused
  void refusalsDoNotWriteOneByOne(
      int status, String method, String path, String secret, String type, String body) {
    var unused = send(0, method, path, secret, type, body); // reads secrets and triggers
    wire.writeBehind();
    CHANGES.clear();
    flood(status, method, path, secret, type, body);
    assertThat(CHANGES).isEmpty();
    wire.writeBehind();
    assertThat(CHANGES).isNotEmpty().hasSizeLessThan(MOST_WRITES);
  }

  /** Neither JAX-RS nor EclipseLink nor our own beans remember what a sender made up. */
  @Refused
  void refusalsLeaveNothingBehind(
      int status, String method, String path, String secret, String type, String body) {
    var unused = send(0, method, path, secret, type, body);
    Reachable before = wire.held();
    flood(status, method, path, secret, type, body);
    assertThat(wire.held().since(before))
        .allSatisfy((where, count) -> assertThat(count).as(where).isLessThan(REQUESTS));
  }

  /** A sender that repeats one request is one source: its requests share their counts. */
  @Refused
  void equalRefusalsShareTheirCounts(
      int status, String method, String path, String secret, String type, String body)
      throws SQLException {
    var unused = send(0, method, path, secret, type, body);
    wire.writeBehind();
    Counted before = counted();
    CHANGES.clear();
    for (int request = 0; request < REQUESTS; request++) {
      assertThat(send(0, method, path, secret, type, body).status()).isEqualTo(status);
    }
    assertThat(CHANGES).isEmpty();
    wire.writeBehind();
    assertThat(CHANGES).isNotEmpty().hasSizeLessThan(MOST_WRITES_OF_A_SOURCE);
    Counted after = counted();
    assertThat(after.entries()).isEqualTo(before.entries());
    assertThat(after.requests() - before.requests()).isGreaterThanOrEqualTo(REQUESTS);
  }

  @Test
  void requestsAboveTheRateShareOneCount() throws SQLException {
    DataSource store = Stores.h2();
    SenderLimits limits =
        new SenderLimits(Rate.UNLIMITED, Rate.UNLIMITED, 8, Duration.ofSeconds(20), 1_000);
    try (WireInMemory limited =
        new WireInMemory(store, "a secret", limits)
            .workflows(ContractCases.DIRECTORY.resolve("workflows"))) {
      String path =
          limited.trigger(Json.read("{\"workflow\": \"greet\", \"rate\": {\"perSecond\": 1}}"));
      int refused = 0;
      for (int number = 0; number < REQUESTS; number++) {
        Wire.Answer answer =
            limited.send(
                new Wire.Request(
                    "POST",
                    path,
                    Map.of("Content-Type", "application/json"),
                    "{\"number\": " + number + "}",
                    UTF_8));
        refused += answer.status() == 429 ? 1 : 0;
      }
      assertThat(refused).isGreaterThan(REQUESTS / 2);
      limited.writeBehind();
      assertThat(limited.rejected("too-many-requests")).isEqualTo(refused);
      try (Connection connection = store.getConnection();
          ResultSet rows =
              connection
                  .createStatement()
                  .executeQuery(
                      "select count(*), sum(count) from rejection where reason ="
                          + " 'too-many-requests'")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isOne();
        assertThat(rows.getInt(2)).isEqualTo(refused);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a trigger keeps of refused requests is limited by its own number. */
  @Test
  void refusedDeliveriesKeepTheirNumber() throws SQLException {
    String keeping =
        wire.trigger(
            Json.read(
                "{\"workflow\": \"greet\", \"mediaTypes\": [\"text/xml\"], \"keepRefused\": 5}"));
    for (int number = 0; number < REQUESTS; number++) {
      assertThat(send(number, "POST", keeping, "-", "text/xml", "<a#>").status()).isEqualTo(400);
      if (number % 50 == 49) {
        wire.writeBehind();
      }
    }
    assertThat(number("select count(*) from refused_delivery")).isEqualTo(5);
  }

  private record Counted(long entries, long requests) {}

  /** Returns the stored counts. Guards of workspaces count nothing. */
  private static Counted counted() throws SQLException {
    return new Counted(
        number("select count(*) from rejection where count > 0")
            + number("select count(*) from unknown_url"),
        number("select coalesce(sum(count), 0) from rejection")
            + number("select coalesce(sum(count), 0) from unknown_url"));
  }

  private static long number(String query) throws SQLException {
    try (Connection connection = store.getConnection();
        ResultSet rows = connection.createStatement().executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    }
  }

  private static void flood(
      int status, String method, String path, String secret, String type, String body) {
    for (int number = 1; number <= REQUESTS; number++) {
      assertThat(send(number, method, path, secret, type, body).status()).isEqualTo(status);
    }
  }

  private static Wire.Answer send(
      int number, String method, String path, String secret, String type, String body) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", numbered(type, number));
    headers.put("X-Hub-Signature-256", "sha256=" + "%064x".formatted(number));
    if (!secret.equals("-")) {
      headers.put("Inbound-Webhook-Secret", numbered(secret, number));
    }
    return wire.send(
        new Wire.Request(
            numbered(method, number),
            numbered(path.replace("{open}", open).replace("{signed}", signed), number),
            headers,
            body.equals("{long}") ? " ".repeat((1 << 20) + 1) : numbered(body, number),
            UTF_8));
  }

  private static String numbered(String text, int number) {
    return text.replace("#", Integer.toString(number));
  }
}

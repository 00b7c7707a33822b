package drawbridge.run.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import drawbridge.fixture.Stores;
import drawbridge.platform.json.Json;
import drawbridge.run.entity.RunState;
import drawbridge.run.worker.TestNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sample workflows, with their sample requests. */
class SamplesTest {

  private static final Path SAMPLES = Path.of("src/samples");
  private static final List<String> RECEIVED = new CopyOnWriteArrayList<>();
  private static TestNode node;
  private static HttpServer shop;
  private static volatile int refusals;

  @BeforeAll
  static void start() throws IOException {
    node = new TestNode(Stores.h2());
    for (String name : List.of("greeting", "order-relay", "fan-out-item", "fan-out")) {
      node.save(name, Files.readString(SAMPLES.resolve("workflows").resolve(name + ".yaml")));
    }
    shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shop.createContext(
        "/orders",
        exchange -> {
          RECEIVED.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          boolean refused = RECEIVED.size() <= refusals;
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(refused ? 503 : 200, 2);
          exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    shop.start();
  }

  @AfterAll
  static void stop() {
    shop.stop(0);
    node.close();
  }

  @BeforeEach
  void reset() {
    RECEIVED.clear();
    refusals = 0;
  }

  @Test
  void greetingGreetsTheNameInTheRequest() {
    String loud = node.start("greeting", runtime("greeting"));
    String world = node.start("greeting", "{}");
    node.runDue();
    assertThat(node.output(loud)).isEqualTo("{\"greeting\":\"HELLO, ADA!\"}");
    assertThat(node.output(world)).contains("Hello, world!");
  }

  @Test
  void orderRelayRetriesUntilTheServerAnswers() {
    refusals = 2;
    String run = node.start("order-relay", order(shop.getAddress().getPort()));
    node.runDue();
    assertThat(node.state(run)).isEqualTo(RunState.WAITING);
    node.advance(Duration.ofSeconds(5));
    assertThat(node.output(run)).isEqualTo("{\"relayed\":true,\"status\":200}");
    assertThat(RECEIVED)
        .hasSize(3)
        .allMatch(
            body ->
                body.equals("{\"order\":{\"number\":4711,\"customer\":\"Ada\",\"total\":19.90}}"));
  }

  @Test
  void orderRelayGivesUpAfterItsRetries() {
    refusals = 99;
    String run = node.start("order-relay", order(shop.getAddress().getPort()));
    node.advance(Duration.ofSeconds(20));
    assertThat(node.output(run))
        .isEqualTo(
            "{\"relayed\":false,\"problem\":\"Communication failed: the answer's status is 503\"}");
    assertThat(RECEIVED).hasSize(5);
  }

  @Test
  void orderRelayRetriesRefusedConnectionsAndNotBadRequests() {
    String refused = node.start("order-relay", order(1));
    String wrong =
        node.start("order-relay", order(shop.getAddress().getPort()).replace("/orders", "/no"));
    node.runDue();
    assertThat(node.state(refused)).isEqualTo(RunState.WAITING);
    assertThat(node.output(wrong)).contains("the answer's status is 404");
    node.cancel(refused);
  }

  @Test
  void fanOutRunsAChildForEachItemAndReportsFailures() {
    String run = node.start("fan-out", runtime("fan-out"));
    node.runDue();
    assertThat(node.output(run))
        .isEqualTo(
            "{\"priced\":[{\"sku\":\"hammer\",\"total\":25},{\"sku\":\"saw\",\"total\":30}],"
                + "\"refused\":[{\"sku\":\"nail\",\"problem\":\"Nothing was ordered\"}],"
                + "\"total\":55}");
  }

  private static String order(int port) {
    return runtime("order-relay").replace("localhost:9090", "127.0.0.1:" + port);
  }

  /** Returns the runtime data of a sample request. */
  private static String runtime(String request) {
    try {
      JsonNode body =
          Json.read(Files.readString(SAMPLES.resolve("requests").resolve(request + ".json")));
      assertThat(body.path("workflow").asText()).isEqualTo(request);
      return Json.write(((ObjectNode) body).without(List.of("workflow", "uid")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

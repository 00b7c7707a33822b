package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import drawbridge.platform.json.Json;
import drawbridge.platform.trace.TraceContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The trace of a sender continues in the calls of its run. */
class TracesST {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SENDERS = "00-" + TRACE + "-b7ad6b7169203331-01";
  private static final String TELLS = "workspaces/default/workflows/tells";
  private static final String WORKFLOW =
      """
      document: {dsl: '1.0.0', namespace: tests, name: tells, version: '1.0.0'}
      do:
        - nap: {wait: {seconds: 1}}
        - tell: {call: http, with: {method: post, endpoint: '%s/{{runtime.word}}', body: {a: 1}}}
      """;

  @TempDir Path directory;

  /** Uses the shared server, which has no settings for traces. */
  @Test
  @ExtendWith(SharedServer.class)
  void whileNobodyRecordsSpansTheSendersContextIsHandedOnAsItCame(Server server)
      throws IOException {
    try (Called called = new Called()) {
      String tells = WORKFLOW.formatted(called.at("/told"));
      assertThat(server.admin("PUT", TELLS, "application/yaml", tells).statusCode()).isIn(200, 201);
      send(server, "traced", SENDERS, "rojo=1,congo=2");
      send(server, "bad", SENDERS.replace("00-", "ff-"), "rojo=1");
      send(server, "none", "", "");

      assertThat(called.by("traced").traceparent()).isEqualTo(SENDERS);
      assertThat(called.by("traced").tracestate()).isEqualTo("rojo=1,congo=2");
      assertThat(called.headers("bad").containsKey("Traceparent")).isFalse();
      assertThat(called.headers("bad").containsKey("Tracestate")).isFalse();
      assertThat(called.headers("none").containsKey("Traceparent")).isFalse();
      assertThat(called.exports).isEmpty();
    }
  }

  @Test
  void recordedSpansBelongToTheSendersTrace() throws IOException {
    try (Called called = new Called()) {
      Map<String, String> settings = new HashMap<>(workflow(called));
      settings.put("OTEL_SDK_DISABLED", "false");
      settings.put("OTEL_SERVICE_NAME", "drawbridge");
      settings.put("OTEL_TRACES_EXPORTER", "otlp");
      settings.put("OTEL_METRICS_EXPORTER", "none");
      settings.put("OTEL_LOGS_EXPORTER", "none");
      settings.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
      settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", called.at(""));
      settings.put("OTEL_BSP_SCHEDULE_DELAY", "200");
      try (Server server = Server.start(directory, settings)) {
        URI url = trigger(server);
        send(server, url, "trigger", SENDERS, "rojo=1");
        send(server, "traced", SENDERS, "rojo=1");

        TraceContext handedOn = called.by("traced");
        assertThat(handedOn.trace()).isEqualTo(TRACE);
        assertThat(handedOn.span()).isNotEqualTo("b7ad6b7169203331");
        assertThat(handedOn.tracestate()).isEqualTo("rojo=1");
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () -> assertThat(called.spansOf(TRACE)).contains("accept", "run", "call"));
        assertThat(called.spansOf(handedOn.span())).contains("call");
        String id = url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
        assertThat(called.around(id)).isEmpty();
      }
    }
  }

  private Map<String, String> workflow(Called called) throws IOException {
    Path files = Files.createDirectories(directory.resolve("workflows"));
    Files.writeString(files.resolve("tells.yaml"), WORKFLOW.formatted(called.at("/told")));
    return Map.of("DRAWBRIDGE_WORKFLOWS_DIRECTORY", files.toString());
  }

  private static URI trigger(Server server) {
    String trigger = "workspaces/default/triggers/hook";
    String made =
        server.admin("PUT", trigger, "application/json", "{\"workflow\": \"tells\"}").body();
    return URI.create(Json.read(made).path("url").asText());
  }

  private static void send(Server server, String word, String traceparent, String tracestate)
      throws IOException {
    send(server, server.base().resolve("/api/inbound/default"), word, traceparent, tracestate);
  }

  private static void send(
      Server server, URI url, String word, String traceparent, String tracestate)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Inbound-Webhook-Secret", server.secret())
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"workflow\": \"tells\", \"word\": \"" + word + "\"}"));
    if (!traceparent.isEmpty()) {
      request.header("traceparent", traceparent).header("tracestate", tracestate);
    }
    try {
      assertThat(
              HttpClient.newHttpClient()
                  .send(request.build(), HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(202);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Receives the calls of workflows and exported spans. */
  private static final class Called implements AutoCloseable {
    private final Map<String, Map<String, List<String>>> calls = new ConcurrentHashMap<>();
    private final List<byte[]> exports = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Called() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
      server.createContext("/", this::answer);
      server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
      try (exchange) {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.startsWith("/told/")) {
          calls.put(path.substring("/told/".length()), exchange.getRequestHeaders());
        } else if (path.equals("/v1/traces")) {
          exports.add(body);
        }
        exchange.sendResponseHeaders(200, -1);
      }
    }

    String at(String path) {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path).toString();
    }

    Map<String, List<String>> headers(String word) {
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> calls.containsKey(word));
      return calls.getOrDefault(word, Map.of());
    }

    TraceContext by(String word) {
      Map<String, List<String>> headers = headers(word);
      return TraceContext.read(
              headers.getOrDefault("Traceparent", List.of()),
              Optional.ofNullable(headers.get("Tracestate")).orElse(List.of()))
          .orElseThrow();
    }

    /** Returns the names of the spans that follow this id in the protocol's bytes. */
    List<String> spansOf(String id) {
      byte[] bytes = HexFormat.of().parseHex(id);
      String sought = new String(bytes, StandardCharsets.ISO_8859_1);
      List<String> found = new ArrayList<>();
      for (byte[] export : exports) {
        String text = new String(export, StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) {
          String behind = text.substring(at, Math.min(text.length(), at + 120));
          for (String name : List.of("accept", "run", "call")) {
            if (behind.contains("*" + (char) name.length() + name)) {
              found.add(name);
            }
          }
        }
      }
      return found;
    }

    /** Returns the readable parts of exports that have a text. */
    List<String> around(String sought) {
      return exports.stream()
          .map(export -> new String(export, StandardCharsets.ISO_8859_1))
          .filter(text -> text.contains(sought))
          .map(text -> text.replaceAll("[^ -~]+", " "))
          .map(text -> text.substring(Math.max(0, text.indexOf(sought) - 300)))
          .toList();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}

package drawbridge.run.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import drawbridge.platform.http.PinnedAddress;
import drawbridge.platform.json.Json;
import drawbridge.run.outbound.Http.Abandoned;
import drawbridge.run.outbound.Http.Answer;
import drawbridge.run.outbound.Http.Answered;
import drawbridge.run.outbound.Http.Reason;
import drawbridge.run.outbound.Http.Refused;
import drawbridge.run.outbound.Http.Request;
import drawbridge.run.outbound.Http.Unreadable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundHttpTest {

  private static final List<String> SEEN = new CopyOnWriteArrayList<>();
  private static final CountDownLatch FINISHED = new CountDownLatch(1);
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();
  private static HttpServer server;

  private final OutboundHttp http = sender(Duration.ofSeconds(20), 1000);

  @BeforeAll
  static void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(THREADS);
    answers("/json", 200, "application/problem+json; charset=utf-8", "{\"a\":1.10}");
    answers("/text", 200, "text/plain; charset=iso-8859-1", "{\"a\":1}");
    answers("/not-json", 200, "application/json", "no json");
    answers("/empty", 200, "application/json", "");
    answers("/broken", 502, "application/json", "<h1>Bad Gateway</h1>");
    answers("/long", 500, "application/json", "{\"why\":\"" + "x".repeat(5_000_000) + "\"}");
    answers("/bad", 409, "application/json", "{\"why\":\"taken\"}");
    redirects("/moved", "/json");
    redirects("/round", "/round");
    redirects("/inside", "http://169.254.169.254/latest/meta-data");
    redirects("/file", "file:///etc/passwd");
    redirects("/elsewhere", "http://localhost:" + port() + "/headers");
    server.createContext("/headers", OutboundHttpTest::headers);
    server.createContext("/endless", OutboundHttpTest::endless);
    server.createContext("/silent", exchange -> silent());
    server.start();
  }

  @AfterAll
  static void stop() {
    FINISHED.countDown();
    server.stop(0);
    THREADS.shutdownNow();
  }

  private static int port() {
    return server.getAddress().getPort();
  }

  private static void answers(String path, int status, String type, String body) {
    server.createContext(
        path,
        exchange -> {
          SEEN.add(path);
          exchange.getResponseHeaders().add("Content-Type", type);
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private static void redirects(String path, String location) {
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Location", location);
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
  }

  private static int hosts(HttpExchange exchange) {
    return exchange.getRequestHeaders().getOrDefault("Host", List.of()).size();
  }

  private static void headers(HttpExchange exchange) throws IOException {
    byte[] bytes =
        Json.write(
                Json.object()
                    .put("host", exchange.getRequestHeaders().getFirst("Host"))
                    .put("hosts", hosts(exchange))
                    .put("authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                    .put("query", exchange.getRequestURI().toString()))
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Sends chunks until the client closes the connection. */
  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (var out = exchange.getResponseBody()) {
      while (true) {
        out.write(new byte[100]);
        out.flush();
      }
    } catch (IOException e) {
      SEEN.add("hung up");
    }
  }

  private static void silent() {
    SEEN.add("silent");
    try {
      FINISHED.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static OutboundHttp sender(Duration total, int maxAnswer) {
    return new OutboundHttp(
        new OutboundSettings(OutboundRules.parse("*"), Duration.ofSeconds(2), total, maxAnswer));
  }

  private static Request get(String target, boolean redirect) {
    String uri = target.startsWith("/") ? "http://127.0.0.1:" + port() + target : target;
    return new Request(
        "GET", URI.create(uri), Map.of("Authorization", "Bearer x"), new byte[0], redirect, null);
  }

  private Answer send(String target) {
    return http.send(get(target, false), () -> false);
  }

  private static Answered answered(Answer answer) {
    assertThat(answer).isInstanceOf(Answered.class);
    return (Answered) answer;
  }

  private static void assertRefused(Answer answer, Reason reason, String detail) {
    assertThat(answer).isInstanceOf(Refused.class);
    assertThat(((Refused) answer).reason()).isEqualTo(reason);
    assertThat(((Refused) answer).detail()).contains(detail);
  }

  @Test
  @Tag("X11")
  void onlyAJsonMediaTypeIsParsedAsJson() {
    assertThat(answered(send("/json")).content()).isEqualTo(Json.read("{\"a\":1.10}"));
    assertThat(answered(send("/text")).content()).isEqualTo(Json.NODES.textNode("{\"a\":1}"));
    assertThat(answered(send("/empty")).content().isNull()).isTrue();
    Answer unreadable = send("/not-json");
    assertThat(unreadable).isInstanceOf(Unreadable.class);
    assertThat(((Unreadable) unreadable).detail()).contains("JSON media type and is not JSON");
    assertThat(((Unreadable) unreadable).answer().content().textValue()).isEqualTo("no json");
  }

  @Test
  @Tag("X18")
  void anErrorKeepsItsStatusAndTheBeginningOfAnyBody() {
    Answered broken = answered(send("/broken"));
    assertThat(broken.status()).isEqualTo(502);
    assertThat(broken.content().textValue()).isEqualTo("<h1>Bad Gateway</h1>");
    assertThat(broken.cut()).isFalse();
    Answered large = answered(send("/long"));
    assertThat(large.status()).isEqualTo(500);
    assertThat(large.content().textValue()).hasSize(1000).startsWith("{\"why\":\"xxx");
    assertThat(large.cut()).isTrue();
  }

  @Test
  @Tag("X11")
  void anErrorResponseHasStatusHeadersAndBody() {
    Answered bad = answered(send("/bad"));
    assertThat(bad.status()).isEqualTo(409);
    assertThat(bad.headers()).containsEntry("content-type", "application/json");
    assertThat(bad.content().path("why").asText()).isEqualTo("taken");
  }

  @Test
  @Tag("X11")
  void redirectsAreFollowedOnRequest() {
    assertThat(answered(send("/moved")).status()).isEqualTo(302);
    assertThat(answered(http.send(get("/moved", true), () -> false)).status()).isEqualTo(200);
    assertRefused(
        http.send(get("/round", true), () -> false), Reason.COMMUNICATION, "more than 5 redirects");
  }

  @Test
  @Tag("X12")
  @Tag("X13")
  void aRedirectToAnotherOriginDropsCredentials() {
    assertThat(answered(send("/headers")).content().path("authorization").asText())
        .isEqualTo("Bearer x");
    assertThat(
            answered(http.send(get("/elsewhere", true), () -> false))
                .content()
                .path("authorization")
                .isNull())
        .isTrue();
  }

  @Test
  @Tag("X12")
  void redirectsAreCheckedLikeTheFirstAddress() {
    Answer inside = http.send(get("/inside", true), () -> false);
    assertRefused(inside, Reason.CONFIGURATION, "link-local, metadata or reserved");
    assertRefused(http.send(get("/file", true), () -> false), Reason.CONFIGURATION, "not an http");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/",
        "http://2852039166/",
        "http://0xa9fea9fe/",
        "http://0xa9.0xfe.0xa9.0xfe/",
        "http://0251.0376.0251.0376/",
        "http://169.254.43518/",
        "http://[::ffff:169.254.169.254]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[fe80::1]/",
        "http://169.254.169.254.:80/",
        "http://user@169.254.169.254/",
        "ftp://127.0.0.1/",
        "http:///nowhere"
      })
  @Tag("X12")
  void forbiddenAddressesInAnyNotationAreRefused(String uri) {
    Answer answer = send(uri);
    assertThat(answer).isInstanceOf(Refused.class);
    assertThat(((Refused) answer).detail())
        .containsAnyOf(
            "metadata", "not an http or https URL", "contains credentials", "unknown host");
  }

  @Test
  @Tag("X12")
  void theHostNameIsSentToTheCheckedAddress() {
    var seen = answered(send("http://localhost:" + port() + "/headers?a=%2F&b=c%20d")).content();
    assertThat(seen.path("host").asText()).isEqualTo("localhost:" + port());
    assertThat(seen.path("hosts").asInt()).isEqualTo(1);
    assertThat(seen.path("query").asText()).isEqualTo("/headers?a=%2F&b=c%20d");
    assertThat(
            PinnedAddress.to(InetAddress.getLoopbackAddress(), URI.create("http://x.test/p?q"))
                .uri())
        .isEqualTo(URI.create("http://127.0.0.1/p?q"));
    assertThat(
            PinnedAddress.to(InetAddress.getLoopbackAddress(), URI.create("https://x.test/")).uri())
        .isEqualTo(URI.create("https://x.test/"));
  }

  /** A name server that gives a public address at first, and that of the server here later. */
  @Test
  @Tag("X12")
  void aNameIsResolvedOnceAndTheCheckedAddressIsCalled() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    InetAddress metadata = InetAddress.getByName("169.254.169.254");
    List<String> asked = new CopyOnWriteArrayList<>();
    OutboundHttp rebound =
        new OutboundHttp(
            new OutboundSettings(
                OutboundRules.parse("*"), Duration.ofSeconds(2), Duration.ofSeconds(5), 1000),
            name -> {
              asked.add(name);
              return new InetAddress[] {asked.size() == 1 ? here : metadata};
            });
    Request request = get("http://rebound.invalid:" + port() + "/headers", false);
    assertThat(answered(rebound.send(request, () -> false)).content().path("host").asText())
        .isEqualTo("rebound.invalid:" + port());
    assertThat(asked).containsExactly("rebound.invalid");
    assertRefused(
        rebound.send(request, () -> false),
        Reason.CONFIGURATION,
        "rebound.invalid is a link-local");
  }

  @Test
  @Tag("X12")
  void everyAddressOfANameIsChecked() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    InetAddress metadata = InetAddress.getByName("fd00:ec2::254");
    OutboundHttp mixed =
        new OutboundHttp(
            new OutboundSettings(
                OutboundRules.parse("*"), Duration.ofSeconds(2), Duration.ofSeconds(5), 1000),
            name -> new InetAddress[] {here, metadata});
    assertRefused(
        mixed.send(get("http://mixed.invalid:" + port() + "/headers", false), () -> false),
        Reason.CONFIGURATION,
        "never called");
  }

  @Test
  @Tag("X12")
  void anEndlessResponseIsCutOff() {
    assertRefused(send("/endless"), Reason.COMMUNICATION, "longer than the limit of 1000 bytes");
  }

  @Test
  @Tag("X9")
  @Tag("X12")
  void aLateResponseIsATimeout() {
    OutboundHttp hasty = sender(Duration.ofMillis(300), 1000);
    assertRefused(hasty.send(get("/silent", false), () -> false), Reason.TIMEOUT, "in time");
    Request within =
        new Request(
            "GET",
            URI.create("http://127.0.0.1:" + port() + "/silent"),
            Map.of(),
            new byte[0],
            false,
            Duration.ofMillis(300));
    assertRefused(http.send(within, () -> false), Reason.TIMEOUT, "in time");
  }

  @Test
  @Tag("X9")
  void refusedConnectionsAndUnknownHostsAreCommunicationErrors() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertRefused(send("http://127.0.0.1:" + free + "/"), Reason.COMMUNICATION, "127.0.0.1");
    assertRefused(send("http://no-such-host.invalid/"), Reason.COMMUNICATION, "unknown host");
  }

  @Test
  @Tag("X10")
  void aCallIsAbandonedWithinASecondOfTheCancellation() {
    AtomicBoolean cancelled = new AtomicBoolean();
    long[] asked = new long[1];
    Answer answer =
        http.send(
            get("/silent", false),
            () -> {
              if (SEEN.contains("silent") && cancelled.compareAndSet(false, true)) {
                asked[0] = System.nanoTime();
                return false; // the next poll sees it
              }
              return cancelled.get();
            });
    assertThat(answer).isInstanceOf(Abandoned.class);
    assertThat(Duration.ofNanos(System.nanoTime() - asked[0])).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  @Tag("X10")
  void anInterruptAbandonsTheCallAndIsKept() {
    Thread.currentThread().interrupt();
    assertThat(send("/silent")).isInstanceOf(Abandoned.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}

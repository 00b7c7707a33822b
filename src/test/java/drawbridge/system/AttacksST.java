package drawbridge.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.contract.ContractCases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Senders keep their latency while a hostile client holds more connections than the server has
 * threads. Runs a few attacks, and all of them with the system property {@code
 * drawbridge.attacks=all}, as the nightly build does. Writes {@code target/attacks.md}.
 */
@Tag("alone")
@Tag("R5")
class AttacksST {

  private static final boolean IS_COMPLETE = "all".equals(System.getProperty("drawbridge.attacks"));
  private static final int SECONDS = IS_COMPLETE ? 8 : 3;

  /** The build measures the first seconds of an attack on a machine that others share. */
  private static final long PROMISED_MILLIS = IS_COMPLETE ? 200 : 1_000;

  /** How much slower than quiet a busy machine may make senders. */
  private static final long FACTOR = 5;

  private static final int MANY = 300;
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
  private static final String LONG = "Content-Length: 100000\r\n";
  private static final String ADMIN =
      "Authorization: Basic " + basic("admin:" + Server.PASSWORD) + "\r\n";

  @TempDir static Path directory;
  private static Server server;
  private static Latency quiet;

  /** An attack with its name in the table. */
  record Named(String name, Attack.Plan plan) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Milliseconds of the replies to senders. */
  record Latency(long median, long p99, int count) {
    static Latency of(List<Senders.Answer> answers) {
      return new Latency(
          Senders.millis(answers, 0.5), Senders.millis(answers, 0.99), answers.size());
    }

    String row(String name) {
      return "| %s | %d ms | %d ms | %d |%n".formatted(name, median, p99, count);
    }
  }

  @BeforeAll
  static void start() throws IOException {
    String workflows = ContractCases.DIRECTORY.resolve("workflows").toAbsolutePath().toString();
    server = Server.startToMeasure(directory, Map.of("DRAWBRIDGE_WORKFLOWS_DIRECTORY", workflows));
    measure(); // warms up
    quiet = measure();
    Files.writeString(table(), "| Attack | p50 | p99 | Requests |\n|---|---|---|---|\n");
    write("none", quiet);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Named> attacks() {
    return IS_COMPLETE ? Stream.concat(few(), others()) : few();
  }

  private static Stream<Named> few() {
    return Stream.of(
        slow("form to the sign-in page, dripping", "/console/sign-in.xhtml", FORM + LONG, "a"),
        slow("silent form to inbound without a secret", "/api/inbound/default", FORM + LONG, ""),
        new Named("silent streams of HTTP/2", new Attack.Plan(3, n -> streams(), "", true)),
        new Named("320 wrong passwords at once", new Attack.Plan(320, n -> guess(n), "", true)),
        new Named(
            "replies that are not read",
            Attack.Plan.of(MANY, get("/openapi").repeat(40), "").unread()),
        new Named(
            "pages that are not read",
            Attack.Plan.of(MANY, get("/console/sign-in.xhtml").repeat(40), "").unread()),
        new Named("requests sent ahead", Attack.Plan.of(50, get("/openapi").repeat(500), "")));
  }

  private static Stream<Named> others() {
    return Stream.of(
        slow("form in chunks, dripping", "/console/sign-in.xhtml", FORM + CHUNKED, "1\r\na\r\n"),
        slow("body to /health/ready, dripping", "/health/ready", LONG, "a"),
        slow("form to /health/ready, silent", "/health/ready", FORM + LONG, ""),
        slow("body to /metrics, dripping", "/metrics", LONG, "a"),
        slow("form to /openapi, dripping", "/openapi", FORM + LONG, "a"),
        slow("form to the API, silent", "/api/admin/me", FORM + LONG, ""),
        slow("body to the API, dripping", "/api/admin/workspaces/default/runs", LONG, "a"),
        slow("signed-in body, dripping", "/api/admin/workspaces/zz", ADMIN + JSON + LONG, " "),
        slow("body to an unknown URL, dripping", "/nothing", LONG, "a"),
        slow("form to an unknown URL, silent", "/nothing", FORM + LONG, ""),
        slow("body with a wrong secret, dripping", "/api/inbound/default", JSON + LONG, " "),
        slow("body to an unknown trigger", "/api/inbound/default/triggers/abcdefgh", LONG, "a"),
        slow("extension of a chunk", "/api/inbound/default", JSON + CHUNKED, "1;" + "x".repeat(99)),
        new Named(
            "heads that do not end",
            Attack.Plan.of(MANY, "POST /api/inbound/default HTTP/1.1\r\nHost: x\r\n", "A: b\r\n")),
        new Named(
            "heads of 8 KiB that do not end",
            Attack.Plan.of(MANY, "POST / HTTP/1.1\r\nA: " + "x".repeat(7_900), "y")),
        new Named("idle connections after a reply", Attack.Plan.of(MANY, get("/console/"), "")),
        new Named("5,000 silent connections", Attack.Plan.of(5_000, "", "")),
        new Named("bearer tokens that are wrong", Attack.Plan.of(320, bearer(), "")),
        new Named("probes sent ahead", Attack.Plan.of(50, get("/health/live").repeat(500), "")),
        new Named(
            "probes that are not read",
            Attack.Plan.of(MANY, get("/metrics").repeat(40), "").unread()));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void sendersKeepTheirLatency(Named attack) throws IOException {
    try (Attack running = new Attack(server.base(), attack.plan())) {
      running.begin();
      Latency latency = measure();
      write(attack.name(), latency);
      assertThat(latency.p99()).isLessThan(Math.max(PROMISED_MILLIS, FACTOR * quiet.p99()));
    }
    Awaitility.await().until(() -> server.post("{\"workflow\": \"greet\"}").statusCode() == 202);
  }

  /** Sends webhooks; each must be acknowledged. */
  private static Latency measure() {
    try (Senders senders =
        new Senders(
            2, uid -> server.post("{\"workflow\": \"greet\", \"uid\": \"" + uid + "\"}"), 20)) {
      Awaitility.await()
          .pollDelay(SECONDS, TimeUnit.SECONDS)
          .atMost(SECONDS + 90L, TimeUnit.SECONDS)
          .until(() -> senders.answers().size() >= 50);
      end(senders);
      assertThat(senders.answers()).allMatch(Senders.Answer::isAcknowledgement);
      return Latency.of(senders.answers());
    }
  }

  private static void end(Senders senders) {
    try {
      senders.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path table() {
    return Path.of("target", "attacks.md");
  }

  private static void write(String name, Latency latency) throws IOException {
    Files.writeString(table(), latency.row(name), StandardOpenOption.APPEND);
  }

  private static Named slow(String name, String path, String lines, String more) {
    String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n";
    return new Named(name, Attack.Plan.of(MANY, head + more, more));
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static byte[] guess(int number) {
    String wrong = basic("name" + number + ":wrong");
    return ("GET /api/admin/me HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
            + wrong
            + "\r\n\r\n")
        .getBytes(ISO_8859_1);
  }

  private static String bearer() {
    return "GET /api/admin/me HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer wrong\r\n\r\n";
  }

  private static String basic(String credentials) {
    return Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
  }

  /**
   * Returns a connection of HTTP/2 (RFC 9113) that opens a hundred streams with the head of a form
   * and sends none of their bodies.
   */
  private static byte[] streams() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
    frame(bytes, 4, 0, 0, new byte[0]); // SETTINGS
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(new byte[] {(byte) 0x83, (byte) 0x86}); // POST, http (RFC 7541, appendix A)
    literal(head, 4, "/console/sign-in.xhtml"); // :path
    literal(head, 1, "localhost"); // :authority
    head.write(0x0f);
    literal(head, 0x10, "application/x-www-form-urlencoded"); // content-type, index 15 + 16
    head.write(0x0f);
    literal(head, 0x0d, "100000"); // content-length, index 15 + 13
    for (int stream = 1; stream < 200; stream += 2) {
      frame(bytes, 1, 4, stream, head.toByteArray()); // HEADERS with END_HEADERS
    }
    return bytes.toByteArray();
  }

  private static void literal(ByteArrayOutputStream head, int name, String value) {
    head.write(name);
    head.write(value.length());
    head.writeBytes(value.getBytes(ISO_8859_1));
  }

  private static void frame(
      ByteArrayOutputStream bytes, int type, int flags, int stream, byte[] payload) {
    bytes.writeBytes(new byte[] {0, (byte) (payload.length >> 8), (byte) payload.length});
    bytes.writeBytes(new byte[] {(byte) type, (byte) flags, 0, 0, (byte) (stream >> 8)});
    bytes.write(stream);
    bytes.writeBytes(payload);
  }
}

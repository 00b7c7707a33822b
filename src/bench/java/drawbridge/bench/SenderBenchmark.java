package drawbridge.bench;

import drawbridge.contract.ContractCases;
import drawbridge.contract.TriggersOverHttp;
import drawbridge.contract.WireOverHttp;
import drawbridge.platform.json.Json;
import drawbridge.system.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Measures the cost of a signature compared with the plain secret, of a split with routes compared
 * with a batch, and the rate of refused requests, on one server. Every request is a duplicate, so
 * that the work after routing is the same.
 *
 * <p>Arguments: seconds of each measurement (5), rounds (3), senders (8).
 */
final class SenderBenchmark {

  private static final String BODY =
      "{\"workflow\":\"greet\",\"uid\":\"one\",\"name\":\"Ada\",\"text\":\""
          + "x".repeat(900)
          + "\"}";

  private static final String ELEMENTS =
      IntStream.range(0, 100)
          .mapToObj(i -> "{\"uid\":\"element-" + i + "\",\"name\":\"Ada\"}")
          .collect(Collectors.joining(",", "[", "]"));

  private static final String ROUTES =
      "\"split\": \"\", \"uidFrom\": {\"pointer\": \"/uid\"}, \"routes\": ["
          + "{\"when\": \".runtime.name == \\\"Bob\\\"\", \"workflow\": \"greet\"},"
          + " {\"when\": \".request.method == \\\"PUT\\\"\", \"ignore\": true},"
          + " {\"when\": \".runtime.name == \\\"Ada\\\"\", \"workflow\": \"greet\"}]";

  private final Server server;
  private final int seconds;
  private final int rounds;
  private final int senders;

  private SenderBenchmark(Server server, int[] numbers) {
    this.server = server;
    this.seconds = numbers[0];
    this.rounds = numbers[1];
    this.senders = numbers[2];
  }

  /** A kind of request. */
  private record Kind(
      String name, String path, List<String> headers, String body, String expected) {
    Kind(String name, String path, List<String> headers, String expected) {
      this(name, path, headers, BODY, expected);
    }
  }

  public static void main(String[] args) throws Exception {
    int[] numbers = {5, 3, 8};
    for (int i = 0; i < args.length; i++) {
      numbers[i] = Integer.parseInt(args[i]);
    }
    Path directory = Files.createTempDirectory("drawbridge-bench");
    Path workflows = ContractCases.DIRECTORY.resolve("workflows").toAbsolutePath();
    try (Server server =
        Server.startToMeasure(
            directory, Map.of("DRAWBRIDGE_WORKFLOWS_DIRECTORY", workflows.toString()))) {
      new SenderBenchmark(server, numbers).run();
    }
  }

  private void run() throws Exception {
    List<Kind> kinds = kinds();
    for (Kind kind : kinds) {
      load(kind).run(seconds * 2, number -> kind.body); // warms up the server
    }
    List<List<Load.Figures>> figures = new ArrayList<>();
    kinds.forEach(kind -> figures.add(new ArrayList<>()));
    long before = liveHeap();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < kinds.size(); i++) {
        Kind kind = kinds.get(i);
        figures.get(i).add(load(kind).run(seconds, number -> kind.body));
      }
    }
    for (int i = 0; i < kinds.size(); i++) {
      print(kinds.get(i).name(), figures.get(i));
    }
    System.out.printf(
        "live heap after a full collection: %,d KiB before, %,d KiB after%n", before, liveHeap());
  }

  private List<Kind> kinds() throws Exception {
    TriggersOverHttp triggers =
        new TriggersOverHttp(new WireOverHttp(server.base()), Server.PASSWORD);
    String uid = "\"workflow\": \"greet\", \"uidFrom\": {\"pointer\": \"/uid\"}";
    String plain = triggers.create(Json.read("{" + uid + "}"));
    String secret = triggers.create(Json.read("{" + uid + ", \"secretRequired\": true}"));
    String signed =
        triggers.create(
            Json.read(
                "{" + uid + ", \"signature\": {\"scheme\": \"github\", \"secret\": \"abc\"}}"));
    String split =
        triggers.create(
            Json.read(
                "{" + ROUTES + ", \"signature\": {\"scheme\": \"github\", \"secret\": \"abc\"}}"));
    String right = "Inbound-Webhook-Secret: " + Server.SECRET;
    return List.of(
        new Kind("request, secret", "/api/inbound/default", List.of(right), "HTTP/1.1 2"),
        new Kind("trigger, address only", plain, List.of(), "HTTP/1.1 2"),
        new Kind("trigger, secret", secret, List.of(right), "HTTP/1.1 2"),
        new Kind("trigger, signed", signed, List.of(signature("abc", BODY)), "HTTP/1.1 2"),
        new Kind(
            "batch of 100, secret",
            "/api/inbound/default",
            List.of(right),
            "{\"workflow\":\"greet\",\"batch\":" + ELEMENTS + "}",
            "HTTP/1.1 2"),
        new Kind(
            "split of 100, 3 routes",
            split,
            List.of(signature("abc", ELEMENTS)),
            ELEMENTS,
            "HTTP/1.1 2"),
        new Kind("flood, wrong secret", "/api/inbound/default", List.of(), "HTTP/1.1 401"),
        new Kind("flood, no workspace", "/api/inbound/nowhere", List.of(), "HTTP/1.1 401"),
        new Kind("flood, no trigger", plain + "x", List.of(), "HTTP/1.1 404"),
        new Kind(
            "flood, wrong signature", signed, List.of(signature("abd", BODY)), "HTTP/1.1 401"));
  }

  private static String signature(String secret, String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signature = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
    return "X-Hub-Signature-256: sha256=" + HexFormat.of().formatHex(signature);
  }

  private Load load(Kind kind) {
    return new Load(server.base().resolve(kind.path()), kind.headers(), senders, kind.expected());
  }

  /**
   * Returns the live heap in kibibytes, as {@code GC.class_histogram} reports it after a full
   * collection.
   */
  private long liveHeap() throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process = new ProcessBuilder(jcmd, "" + server.pid(), "GC.class_histogram").start();
    String histogram = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    String total = histogram.substring(histogram.lastIndexOf("Total")).strip();
    return Long.parseLong(total.split("\\s+", -1)[2]) / 1024;
  }

  private static void print(String what, List<Load.Figures> figures) {
    Load.Figures middle =
        figures.stream()
            .sorted(Comparator.comparingDouble(Load.Figures::perSecond))
            .toList()
            .get(figures.size() / 2);
    System.out.printf(
        "%-24s %,10.0f requests/s   p50 %7.2f ms   p99 %7.2f ms%n",
        what, middle.perSecond(), middle.millisAt(0.5), middle.millisAt(0.99));
  }
}

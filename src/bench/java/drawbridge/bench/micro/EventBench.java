package drawbridge.bench.micro;

import drawbridge.inbound.body.Allowance;
import drawbridge.inbound.body.BodyLimit;
import drawbridge.inbound.body.ContentType;
import drawbridge.inbound.body.MemoryPool;
import drawbridge.inbound.body.ReceivedBody;
import drawbridge.inbound.entity.RequestLimits;
import drawbridge.inbound.entity.RoutedBody;
import drawbridge.inbound.request.HiddenParts;
import drawbridge.inbound.request.RequestCapture;
import drawbridge.inbound.trigger.control.EventRouter;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.platform.Fault;
import drawbridge.platform.Ids;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.Delivery;
import drawbridge.provider.Encoding;
import drawbridge.provider.Hmac;
import drawbridge.provider.remote.RemoteKeys;
import drawbridge.run.entity.Arrival;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Measures the way from the bytes of a request to the selections of its events at a trigger. {@link
 * InboundBench} measures the same way at the workflow request URL.
 */
@State(Scope.Thread)
public class EventBench {

  private static final String SECRET = "a secret";
  private static final String ID = "aB3dE6_hIjKlMnOpQrStUvWxYz012345";
  private static final RemoteKeys NO_KEYS = RemoteKeys.none();

  private final MemoryPool memory = new MemoryPool(1 << 30);
  private final Setup plain = setup("{'workflow': 'bench', 'uidFrom': {'pointer': '/uid'}}");
  private final Setup signed =
      setup(
          "{'signature': {'scheme': 'github', 'secret': '"
              + SECRET
              + "'}, 'split': '', 'uidFrom': {'pointer': '/uid'}, 'routes': ["
              + "{'when': '.runtime.name == \\\"Bob\\\"', 'workflow': 'bench'},"
              + "{'when': '.request.method == \\\"PUT\\\"', 'ignore': true},"
              + "{'when': '.runtime.name == \\\"Ada\\\"', 'workflow': 'bench'}]}");
  private final Setup xml =
      setup(
          "{'workflow': 'bench', 'mediaTypes': ['text/xml'], 'uidFrom': {'pointer': '/o/uid'},"
              + " 'maxBody': 2000000}");
  private final byte[] single = InboundBench.single();
  private final byte[] compressed = gzip(single);
  private final byte[] elements = InboundBench.entries("[", "]");
  private final byte[] mebibyte =
      ("<o><uid>1</uid>" + "<line no=\"1\"><sku>AB-1</sku><q>2</q></line>".repeat(25_000) + "</o>")
          .getBytes(StandardCharsets.UTF_8);
  private final String signature =
      "sha256="
          + Encoding.HEX.encode(
              Hmac.of("sha256", SECRET.getBytes(StandardCharsets.UTF_8)).doFinal(elements));

  /** Reads one event. */
  @Benchmark
  public RoutedBody triggerSingle() {
    return routed(plain, "application/json", Map.of(), single);
  }

  /** Decompresses and reads one event. */
  @Benchmark
  public RoutedBody triggerGzip() {
    return routed(
        plain, "application/json", Map.of("Content-Encoding", List.of("gzip")), compressed);
  }

  /** Verifies a body with a hundred elements, splits it and routes each by the third of three. */
  @Benchmark
  public RoutedBody triggerSignedRoutedSplitOf100() {
    return routed(
        signed, "application/json", Map.of("X-Hub-Signature-256", List.of(signature)), elements);
  }

  /** Reads one XML document of 1 MB. */
  @Benchmark
  public RoutedBody triggerXml() {
    return routed(xml, "text/xml", Map.of(), mebibyte);
  }

  private RoutedBody routed(
      Setup setup, String type, Map<String, List<String>> headers, byte[] body) {
    try (Allowance allowance = memory.open("workspace")) {
      return ReceivedBody.of(
          body,
          ContentType.of(type),
          headers.getOrDefault("Content-Encoding", List.of()),
          new BodyLimit(2 << 20, "this benchmark"),
          allowance,
          received -> routed(setup, headers, received),
          EventBench::fail);
    }
  }

  private static RoutedBody routed(
      Setup setup, Map<String, List<String>> headers, ReceivedBody body) {
    Delivery delivery = new Delivery("POST", "https://localhost/" + ID, headers, null, body);
    setup
        .asks()
        .signature()
        .ifPresent(
            scheme ->
                scheme
                    .check(delivery, List.of(SECRET), NO_KEYS, Instant.EPOCH)
                    .match(
                        genuine -> genuine,
                        refused -> fail(refused.why()),
                        undecided -> fail(undecided.why())));
    RequestCapture capture =
        new RequestCapture(
            Ids.next(0),
            "POST",
            headers,
            Map.of(),
            HiddenParts.of(List.of()).with(setup.asks().secretParts(), ID),
            Optional.of("trigger"),
            Arrival.UNKNOWN);
    return new EventRouter(setup, RequestLimits.DEFAULT, delivery, capture)
        .read(body, false, routed -> routed, EventBench::fail);
  }

  private static RoutedBody fail(Object why) {
    throw new IllegalStateException(why.toString());
  }

  private static Setup setup(String json) {
    List<Fault> faults = new ArrayList<>();
    return SetupForm.read(JsonBinding.object(json.replace('\'', '"')), faults)
        .orElseThrow(() -> new IllegalStateException(faults.toString()));
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }
}

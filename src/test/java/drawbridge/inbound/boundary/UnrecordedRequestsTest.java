package drawbridge.inbound.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.contract.ContractCases;
import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import drawbridge.inbound.trigger.control.UnrecordedCalls;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests to triggers that have no row are counted, with their reasons. */
@Tag("C11")
class UnrecordedRequestsTest {

  private static final String MARK = "zebra-7";

  private static WireInMemory wire;

  @BeforeAll
  static void setUp() throws IOException {
    wire =
        new WireInMemory(Stores.h2(), "a secret")
            .workflows(ContractCases.DIRECTORY.resolve("workflows"));
  }

  @AfterAll
  static void tearDown() {
    wire.close();
  }

  @Test
  void unauthenticatedRequestIsCountedWithItsReason() {
    String trigger =
        trigger(
            "{\"workflow\":\"greet\",\"signature\":{\"scheme\":\"github\",\"secret\":\"s3cret-of-github\"}}");
    assertThat(post(trigger, Map.of(), "{}").status()).isEqualTo(401);
    assertThat(post(trigger, Map.of("X-Hub-Signature-256", "sha256=" + MARK), "{}").status())
        .isEqualTo(401);
    UnrecordedCalls.Counts counts = wire.unrecorded(trigger);
    assertThat(counts.unauthenticated()).isEqualTo(2);
    assertThat(counts.refused()).isZero();
    assertThat(reasons(counts))
        .containsExactly("the signature is malformed", "the signature is missing");
  }

  @Test
  void missingSecretHeaderIsCounted() {
    String trigger = trigger("{\"workflow\":\"greet\",\"secretRequired\":true}");
    assertThat(post(trigger, Map.of(), "{}").status()).isEqualTo(401);
    assertThat(reasons(wire.unrecorded(trigger)))
        .containsExactly("The header Inbound-Webhook-Secret is missing.");
  }

  @Test
  void reasonOfAMalformedRequestShowsNothingOfIt() {
    String trigger = trigger("{\"workflow\":\"greet\"}");
    String twice = "{\"" + MARK + "\":1,\"" + MARK + "\":2}";
    Wire.Answer answer = post(trigger, Map.of(), twice);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).as("the sender sees the member").contains(MARK);
    UnrecordedCalls.Counts counts = wire.unrecorded(trigger);
    assertThat(counts.refused()).isEqualTo(1);
    assertThat(reasons(counts)).containsExactly("Malformed request");
  }

  @Test
  void requestForAnUnknownWorkflowIsCounted() {
    String trigger = trigger("{\"workflow\":\"" + MARK + "\"}");
    assertThat(post(trigger, Map.of(), "{}").status()).isEqualTo(422);
    UnrecordedCalls.Counts counts = wire.unrecorded(trigger);
    assertThat(counts.refused()).isEqualTo(1);
    assertThat(reasons(counts)).containsExactly("No such workflow");
  }

  @Test
  @Tag("X23")
  void unfitInputIsCountedWithItsReason() {
    String trigger = trigger("{\"workflow\":\"order\",\"split\":\"\"}");
    long before = wire.rejected("unfit-input");
    Wire.Answer answer = post(trigger, Map.of(), "[{}, {\"id\": \"" + MARK + "\"}]");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("/runtime/id").doesNotContain(MARK);
    assertThat(reasons(wire.unrecorded(trigger))).containsExactly("Input does not fit");
    assertThat(wire.rejected("unfit-input")).isEqualTo(before + 2);
  }

  @Test
  void requestAboveTheRateIsCounted() {
    String trigger = trigger("{\"workflow\":\"greet\",\"rate\":{\"perSecond\":1,\"burst\":1}}");
    assertThat(post(trigger, Map.of(), "{}").status()).isEqualTo(202);
    assertThat(post(trigger, Map.of(), "{}").status()).isEqualTo(429);
    assertThat(reasons(wire.unrecorded(trigger))).containsExactly("The request exceeds a rate.");
  }

  @Test
  void handshakeIsCounted() {
    String trigger = trigger("{\"workflow\":\"greet\",\"handshake\":{\"provider\":\"dropbox\"}}");
    Wire.Answer answer =
        wire.send(new Wire.Request("GET", trigger + "?challenge=" + MARK, Map.of(), "", UTF_8));
    assertThat(answer.status()).isEqualTo(200);
    UnrecordedCalls.Counts counts = wire.unrecorded(trigger);
    assertThat(counts.handshakes()).isEqualTo(1);
    assertThat(counts.reasons()).isEmpty();
  }

  @Test
  void acceptedRequestIsNotCounted() {
    String trigger = trigger("{\"workflow\":\"greet\"}");
    assertThat(post(trigger, Map.of(), "{}").status()).isEqualTo(202);
    UnrecordedCalls.Counts counts = wire.unrecorded(trigger);
    assertThat(counts).isEqualTo(new UnrecordedCalls.Counts(counts.since(), 0, 0, 0, 0, List.of()));
  }

  private static List<String> reasons(UnrecordedCalls.Counts counts) {
    return counts.reasons().stream().map(UnrecordedCalls.Reason::text).toList();
  }

  private static String trigger(String setup) {
    return wire.trigger(Json.read(setup));
  }

  private static Wire.Answer post(String path, Map<String, String> headers, String body) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", "application/json");
    return wire.send(new Wire.Request("POST", path, all, body, UTF_8));
  }
}

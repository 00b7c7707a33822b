package drawbridge.inbound.trigger.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.fixture.Deliveries;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.inbound.body.ContentType;
import drawbridge.inbound.body.MemoryPool;
import drawbridge.inbound.body.ReceivedBody;
import drawbridge.inbound.control.Claims;
import drawbridge.inbound.control.InboundSettings;
import drawbridge.inbound.control.Intake;
import drawbridge.inbound.control.RefusedLedger;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.RefusedDelivery;
import drawbridge.inbound.entity.RequestLimits;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Selection;
import drawbridge.inbound.entity.Uid;
import drawbridge.inbound.request.HiddenParts;
import drawbridge.inbound.request.Received;
import drawbridge.inbound.request.RequestCapture;
import drawbridge.inbound.trigger.control.RefusedResend.Outcome;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.setup.StoredSetup;
import drawbridge.platform.Age;
import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import drawbridge.platform.json.Json;
import drawbridge.run.control.Ledger;
import drawbridge.run.entity.Arrival;
import drawbridge.run.entity.ReceivedRequest;
import drawbridge.run.entity.RequestData;
import drawbridge.run.entity.Run;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.definition.DefinitionFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@Tag("T12")
@OnEveryStore
class RefusedResendTest {

  private static final String WORKFLOW =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - answer: {set: {greeting: hello}}
      """;

  @Parameter Store on;
  private TriggerFixture fixture;
  private final String header = "h-" + UUID.randomUUID();
  private Trigger trigger;
  private RefusedLedger ledger;
  private RefusedResend resend;

  @BeforeEach
  void setUp() {
    fixture = new TriggerFixture(on);
    fixture.container.with(
        InboundSettings.class,
        new InboundSettings(RequestLimits.DEFAULT, Duration.ofDays(30), Age.FOREVER));
    saveWorkflow("greet");
    trigger = fixture.saved("t-" + UUID.randomUUID(), "{\"workflow\": \"later\"}");
    ledger = fixture.container.get(RefusedLedger.class);
    resend = fixture.container.get(RefusedResend.class);
  }

  @AfterEach
  void tearDown() {
    fixture
        .container
        .get(Catalogue.class)
        .find(fixture.workspace, "later")
        .ifPresent(it -> fixture.container.get(Catalogue.class).remove(fixture.workspace, "later"));
    fixture.close();
  }

  @Test
  void rejectedElementIsKeptWithItsRequest() {
    String uid = "uid-" + UUID.randomUUID();
    accept(order("greet", "{}", null), order("later", "{\"n\": 1.10}", uid));

    RefusedDelivery kept = only();
    assertThat(kept.element()).isEqualTo(1);
    assertThat(kept.reason()).isEqualTo("no-such-workflow");
    assertThat(kept.detail()).contains("'later'");
    assertThat(kept.uid()).isEqualTo(uid);
    assertThat(kept.content()).isEqualTo("{\"n\":1.10}");
    assertThat(kept.request()).isEqualTo("{\"method\":\"POST\"}");
    assertThat(kept.refusedAt()).isEqualTo(fixture.clock.instant());
    assertThat(kept.sentAt()).isNull();
  }

  @Test
  void elementOfARequestThatIsRefusedAsAWholeIsNotKept() {
    accept(order("later", "{}", null), order("later", "{}", null));
    assertThat(all()).isEmpty();
  }

  @Test
  void nothingIsRecordedWhenAnElementCannotBeKept() {
    String uid = "uid-" + UUID.randomUUID();
    String tooLong = "t".repeat(40);
    assertThatThrownBy(
            () ->
                intake()
                    .accept(
                        List.of(
                            request(
                                tooLong, order("greet", "{}", uid), order("later", "{}", null)))))
        .isInstanceOf(RuntimeException.class);
    assertThat(fixture.container.get(Claims.class).find(fixture.workspace, List.of(uid))).isEmpty();
  }

  @Test
  void deliveryIsSentOnceAndClaimsItsUid() {
    String uid = "uid-" + UUID.randomUUID();
    accept(order("greet", "{}", null), order("later", "{\"n\": 1}", uid));
    String id = only().id();
    assertThat(send(id))
        .isEqualTo(
            new Outcome.Refused("This workspace has no workflow with the name or id 'later'."));
    assertThat(only().sentAt()).isNull();

    saveWorkflow("later");
    fixture.clock.move(Duration.ofMinutes(1));
    Outcome.Sent sent = (Outcome.Sent) send(id);
    assertThat(sent.isNew()).isTrue();
    RefusedDelivery delivery = only();
    assertThat(delivery.outcome()).isEqualTo("accepted");
    assertThat(delivery.sentBy()).isEqualTo("ann");
    assertThat(delivery.sentAt()).isEqualTo(fixture.clock.instant());
    Run run =
        fixture.container.get(Ledger.class).find(String.valueOf(delivery.runId())).orElseThrow();
    assertThat(run.uid()).isEqualTo(uid);
    assertThat(run.requestId()).isEqualTo(delivery.requestId());
    assertThat(Json.read(run.runtime())).isEqualTo(Json.read("{\"n\": 1}"));

    Outcome.Sent again = (Outcome.Sent) send(id);
    assertThat(again.isNew()).isFalse();
    assertThat(again.delivery().runId()).isEqualTo(delivery.runId());
  }

  @Test
  void concurrentCallsStartOneRun() {
    accept(order("greet", "{}", null), order("later", "{}", null));
    saveWorkflow("later");
    String id = only().id();
    List<CompletableFuture<Outcome>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      calls.add(CompletableFuture.supplyAsync(() -> send(id)));
    }
    assertThat(calls.stream().map(CompletableFuture::join))
        .filteredOn(it -> it instanceof Outcome.Sent sent && sent.isNew())
        .hasSize(1);
  }

  @Test
  void sentUidThatWasAcceptedMeanwhileIsADuplicate() {
    String uid = "uid-" + UUID.randomUUID();
    accept(order("greet", "{}", null), order("later", "{}", uid));
    String run = accept(order("greet", "{}", uid)).get(0).run().orElseThrow();
    saveWorkflow("later");
    Outcome.Sent sent = (Outcome.Sent) send(only().id());
    assertThat(sent.delivery().outcome()).isEqualTo("duplicate");
    assertThat(sent.delivery().runId()).isEqualTo(run);
  }

  @Test
  @Tag("T10")
  void elementIsSentAfterItsConditionIsCorrected() {
    String condition =
        ".request.body.kind == \\\"orders\\\" and (.runtime.n | startswith(\\\"a\\\"))";
    save(routed(condition));
    String uid = "uid-" + UUID.randomUUID();
    String body =
        "{\"kind\":\"orders\",\"events\":[{\"id\":\"%s-0\",\"n\":\"a\"},{\"id\":\"%s\",\"n\":7}]}"
            .formatted(uid, uid);
    List<Acceptance> results = receive(body);
    assertThat(results).extracting(Acceptance::status).containsExactly("accepted", "rejected");
    RefusedDelivery kept = only();
    assertThat(kept.element()).isEqualTo(1);
    assertThat(kept.reason()).isEqualTo("condition-failed");
    assertThat(kept.detail()).startsWith("The condition of route 1 of this trigger failed: ");
    assertThat(kept.uid()).isNull();
    assertThat(fixture.container.get(Claims.class).find(fixture.workspace, List.of(uid))).isEmpty();

    assertThat(send(kept.id())).isInstanceOf(Outcome.Refused.class);
    save(routed(".request.body.kind == \\\"orders\\\" and .runtime.n == 7"));
    Outcome.Sent sent = (Outcome.Sent) send(kept.id());
    assertThat(sent.delivery().outcome())
        .as("its condition sees the whole body")
        .isEqualTo("accepted");
    Run run =
        fixture
            .container
            .get(Ledger.class)
            .find(String.valueOf(sent.delivery().runId()))
            .orElseThrow();
    assertThat(run.uid()).isEqualTo(uid);
    assertThat(Json.read(run.runtime()).path("n").asInt()).isEqualTo(7);
    assertThat(receive(body))
        .extracting(Acceptance::status)
        .containsExactly("ignored", "duplicate");
  }

  @Test
  @Tag("T10")
  void nowIsTheArrivalAlsoWhenItIsSentAgain() {
    long soon = fixture.clock.instant().getEpochSecond() + 60;
    save(
        "{\"split\":\"\",\"routes\":[{\"when\":\".runtime.n == 1\",\"workflow\":\"greet\"},{\"when\":\"now < "
            + soon
            + "\",\"workflow\":\"later\"}]}");
    assertThat(receive("[{\"n\":1},{\"n\":2}]"))
        .extracting(Acceptance::status)
        .containsExactly("accepted", "rejected");
    saveWorkflow("later");
    fixture.clock.move(Duration.ofDays(1));
    Outcome.Sent sent = (Outcome.Sent) send(only().id());
    assertThat(sent.delivery().outcome()).as("the route still holds").isEqualTo("accepted");
    assertThat(receive("[{\"n\":2}]")).extracting(Acceptance::status).containsExactly("ignored");
  }

  @Test
  @Tag("T3")
  void elementWithoutARoutedUidIsSentWithTheUidOfItsHeader() {
    save(
        "{\"split\":\"\",\"uidFrom\":{\"header\":\"X-Id\"},\"routes\":[{\"when\":\".runtime.a.b\",\"workflow\":\"greet\"}],\"workflow\":\"greet\"}");
    assertThat(receive("[{\"a\":{}},{\"a\":\"text\"}]"))
        .extracting(Acceptance::status)
        .containsExactly("accepted", "rejected");
    save("{\"split\":\"\",\"uidFrom\":{\"header\":\"X-Id\"},\"workflow\":\"greet\"}");
    Outcome.Sent sent = (Outcome.Sent) send(only().id());
    assertThat(
            fixture
                .container
                .get(Ledger.class)
                .find(String.valueOf(sent.delivery().runId()))
                .orElseThrow()
                .uid())
        .isEqualTo(header + "/1");
  }

  @Test
  void wholeRequestIsReadByThePresentSetup() {
    RefusedDelivery whole = whole("application/json; charset=utf-8", "{\"n\": 7}");
    fixture.container.inTransaction(() -> ledger.insert(List.of(whole)));
    fixture.saved(trigger.name(), "{\"workflow\": \"greet\"}");
    trigger = fixture.triggers().find(fixture.workspace, trigger.name()).orElseThrow();
    Outcome.Sent sent = (Outcome.Sent) send(whole.id());
    Run run =
        fixture
            .container
            .get(Ledger.class)
            .find(String.valueOf(sent.delivery().runId()))
            .orElseThrow();
    assertThat(Json.read(run.runtime())).isEqualTo(Json.read("{\"n\": 7}"));
  }

  @Test
  void wholeRequestThatCannotBeReadIsRefusedAgain() {
    RefusedDelivery whole = whole("image/png", "{}");
    fixture.container.inTransaction(() -> ledger.insert(List.of(whole)));
    assertThat(send(whole.id())).isInstanceOf(Outcome.Refused.class);
    assertThat(only().sentAt()).isNull();
  }

  @Test
  void requestWithoutBodyAndOtherTriggersAreNotSent() {
    RefusedDelivery whole =
        RefusedDelivery.ofRequest(
            origin(),
            fixture.clock.instant(),
            Problem.of("too-large", "Too large", 413, "x"),
            Optional.empty(),
            Optional.empty());
    fixture.container.inTransaction(() -> ledger.insert(List.of(whole)));
    assertThat(send(whole.id())).isInstanceOf(Outcome.WithoutBody.class);
    Trigger other = fixture.saved("t-" + UUID.randomUUID(), "{\"workflow\": \"greet\"}");
    assertThat(resend.send(other, whole.id(), "ann")).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void oldestBeyondTheNumberAreDropped() {
    for (int i = 0; i < 5; i++) {
      accept(order("greet", "{}", null), order("later", "{\"n\": " + i + "}", null));
      fixture.clock.move(Duration.ofMillis(1));
    }
    RefusedDelivery whole = whole("application/json", "{}");
    fixture.container.inTransaction(() -> ledger.insert(List.of(whole)));
    assertThat(ledger.trim(trigger.id(), true, 2)).isFalse();
    assertThat(all())
        .extracting(RefusedDelivery::content)
        .containsExactly(whole.content(), "{\"n\":4}", "{\"n\":3}");
    ledger.trim(trigger.id(), false, 0);
    assertThat(all()).hasSize(2);
  }

  @Test
  void deliveriesAreRemovedAtTheirAgeAndWithTheirTrigger() {
    accept(order("greet", "{}", null), order("later", "{}", null));
    var old = fixture.clock.instant();
    fixture.clock.move(Duration.ofDays(7));
    accept(order("greet", "{}", null), order("later", "{}", null));
    ledger.removeOld(old, "", 1_000);
    assertThat(all()).hasSize(1);
    fixture.triggers().remove(fixture.workspace, trigger.name());
    assertThat(all()).isEmpty();
  }

  private Outcome send(String id) {
    return resend.send(trigger, id, "ann");
  }

  private void save(String setup) {
    fixture.saved(trigger.name(), setup);
    trigger = fixture.triggers().find(fixture.workspace, trigger.name()).orElseThrow();
  }

  private static String routed(String condition) {
    return "{\"split\":\"/events\",\"uidFrom\":{\"pointer\":\"/id\"},\"routes\":[{\"when\":\""
        + condition
        + "\",\"workflow\":\"greet\"}]}";
  }

  /** Routes and records a request as the URL of the trigger does. */
  private List<Acceptance> receive(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Map<String, List<String>> headers = Map.of("X-Id", List.of(header));
    RequestCapture capture =
        new RequestCapture(
            Ids.next(fixture.clock.millis()),
            "POST",
            headers,
            Map.of(),
            HiddenParts.of(List.of()),
            Optional.of(trigger.name()),
            Arrival.UNKNOWN);
    EventRouter router =
        new EventRouter(
            StoredSetup.read(trigger.setup()),
            RequestLimits.DEFAULT,
            Deliveries.of("POST", "", headers, null, bytes),
            capture);
    ReceivedBody received =
        new ReceivedBody(
            bytes,
            bytes,
            ContentType.of("application/json"),
            1 << 20,
            new MemoryPool(64 << 20).open(""));
    return router.read(
        received,
        true,
        routed ->
            intake()
                .accept(
                    List.of(
                        new Intake.Request(
                            fixture.workspace,
                            capture.data().id(),
                            routed.selections(),
                            Optional.empty(),
                            Optional.of(
                                Received.atTrigger(
                                    capture.data(),
                                    trigger.id(),
                                    routed.body(),
                                    true,
                                    false,
                                    results -> ReceivedRequest.Answered.json(207))))))
                .get(0),
        problem -> {
          throw new AssertionError(problem.inWords());
        });
  }

  private List<RefusedDelivery> all() {
    return ledger.find(trigger.id(), Optional.empty(), 1_000);
  }

  private RefusedDelivery only() {
    assertThat(all()).hasSize(1);
    return all().get(0);
  }

  private Intake intake() {
    return fixture.container.get(Intake.class);
  }

  private RefusedDelivery.Origin origin() {
    return new RefusedDelivery.Origin(
        fixture.workspace, trigger.id(), "request", "{\"method\":\"POST\"}");
  }

  private RefusedDelivery whole(String type, String body) {
    return RefusedDelivery.ofRequest(
        origin(),
        fixture.clock.instant(),
        Problem.of("unsupported-media-type", "Unsupported media type", 415, "x"),
        Optional.of(type),
        Optional.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  private List<Acceptance> accept(RunOrder... orders) {
    return intake().accept(List.of(request(trigger.id(), orders))).get(0);
  }

  private Intake.Request request(String triggerId, RunOrder... orders) {
    RequestData data =
        new RequestData(
            Ids.next(fixture.clock.millis()),
            "POST",
            Map.of(),
            Map.of(),
            Optional.empty(),
            false,
            false);
    Received received =
        Received.atTrigger(
            data,
            triggerId,
            Json.object(),
            true,
            false,
            results -> ReceivedRequest.Answered.json(207));
    return new Intake.Request(
        fixture.workspace,
        data.id(),
        Selection.starting(List.of(orders)),
        Optional.empty(),
        Optional.of(received));
  }

  private static RunOrder order(String workflow, String runtime, @Nullable String uid) {
    return new RunOrder(
        workflow, Json.object(), Json.read(runtime), Optional.ofNullable(uid).map(Uid::new));
  }

  private void saveWorkflow(String name) {
    fixture
        .container
        .get(Catalogue.class)
        .save(fixture.workspace, name, WORKFLOW, DefinitionFormat.YAML);
  }
}

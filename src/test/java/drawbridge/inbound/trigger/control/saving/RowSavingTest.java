package drawbridge.inbound.trigger.control.saving;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.Deliveries;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.inbound.trigger.control.MatchedTrigger;
import drawbridge.inbound.trigger.control.OwnRows;
import drawbridge.inbound.trigger.control.TriggerFixture;
import drawbridge.inbound.trigger.control.verification.TriggerVerifier;
import drawbridge.inbound.trigger.control.verification.Verification;
import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.inbound.trigger.entity.ProviderRow.Kind;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.setup.GivenSecrets;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.store.Patience;
import drawbridge.provider.Delivery;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Rows that a workspace defines, and the triggers that name them. */
@OnEveryStore
@Tag("T5")
class RowSavingTest {

  private static final String ECHO =
      """
      {"request": {"method": "GET", "when": [{"query": "ask"}]},
       "challenge": {"query": "ask", "form": "token"}, "answer": {"status": 200, "text": "{challenge}"}}
      """;

  private static TriggerFixture fixture;
  private static RowSaving saving;
  private static OwnRows rows;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void open(Store on) {
    fixture = new TriggerFixture(on);
    saving = fixture.container.get(RowSaving.class);
    rows = fixture.container.get(OwnRows.class);
  }

  @AfterParameterizedClassInvocation
  static void close() {
    fixture.close();
  }

  @Test
  void triggerAnswersTheHandshakeOfItsWorkspace() {
    save("echo", ECHO);
    String address = fixture.address(trigger("echoes", "own:echo"));
    assertThat(answer(address)).isEqualTo("handshake abc");
    save("echo", ECHO.replace("{challenge}", "got {challenge}"));
    fixture.lookup().forget();
    assertThat(answer(address)).as("a changed row").isEqualTo("handshake got abc");
  }

  @Test
  void disabledOrMissingRowRefusesEventsAndHandshakes() {
    save("switch", ECHO);
    String address = fixture.address(trigger("switched", "own:switch"));
    assertThat(saving.enable(fixture.workspace, Kind.HANDSHAKE, "switch", false).row()).isPresent();
    fixture.lookup().forget();
    assertThat(answer(address)).isEqualTo("503");
    assertThat(saving.enable(fixture.workspace, Kind.HANDSHAKE, "switch", true).row()).isPresent();
    fixture.lookup().forget();
    assertThat(answer(address)).isEqualTo("handshake abc");

    fixture.container.inTransaction(
        () ->
            fixture
                .container
                .entities()
                .createNativeQuery("delete from provider_row where name = 'switch'")
                .executeUpdate());
    fixture.lookup().forget();
    assertThat(answer(address)).isEqualTo("503");
    MatchedTrigger matched = fixture.find(address).orElseThrow();
    assertThat(matched.setup().asks().unavailable().rows()).containsExactly("own:switch");
    assertThat(matched.setup().toJson().at("/handshake/provider").asText()).isEqualTo("own:switch");
    save("switch", ECHO);
    fixture.lookup().forget();
    assertThat(answer(address)).as("restored").isEqualTo("handshake abc");
  }

  @Test
  void rowInUseCannotBeRemoved() {
    save("used", ECHO);
    Trigger trigger = trigger("user", "own:used");
    RowSaving.Changed refused = saving.remove(fixture.workspace, Kind.HANDSHAKE, "used");
    assertThat(refused.row()).isEmpty();
    assertThat(refused.conflicts()).extracting(RowSaving.Conflict::trigger).containsExactly("user");
    assertThat(rows.find(fixture.workspace, Kind.HANDSHAKE, "used")).isPresent();

    assertThat(fixture.triggers().remove(fixture.workspace, trigger.name())).isTrue();
    assertThat(saving.remove(fixture.workspace, Kind.HANDSHAKE, "used").row()).isPresent();
    assertThat(rows.find(fixture.workspace, Kind.HANDSHAKE, "used")).isEmpty();
    assertThat(saving.remove(fixture.workspace, Kind.HANDSHAKE, "used").row()).isEmpty();
  }

  @Test
  void changeIsCheckedAgainstEveryTriggerThatUsesTheRow() {
    save("changed", ECHO);
    var unusedTrigger = trigger("affected", "own:changed");
    for (String faulty :
        List.of(
            ECHO.replace("\"when\"", "\"signed\": true, \"when\""),
            ECHO.replace("\"answer\"", "\"token\": {\"query\": \"t\"}, \"answer\""),
            ECHO.replace(
                "\"answer\"",
                "\"expects\": {\"query\": \"t\", \"setting\": \"topic\"}, \"answer\""))) {
      RowSaving.Changed refused = saved("changed", faulty);
      assertThat(refused.row()).as(faulty).isEmpty();
      assertThat(refused.conflicts())
          .isNotEmpty()
          .allSatisfy(
              conflict ->
                  assertThat(conflict.inWords()).startsWith("trigger affected: /handshake"));
    }
    ProviderRow kept = rows.find(fixture.workspace, Kind.HANDSHAKE, "changed").orElseThrow();
    assertThat(JsonBinding.object(kept.content())).isEqualTo(JsonBinding.object(ECHO));
  }

  @Test
  void rowsOfAnotherWorkspaceAreUnknown() {
    save("mine", ECHO);
    List<Fault> faults = new ArrayList<>();
    JsonObject form = form("own:mine");
    assertThat(SetupForm.read(form, rows.in("another"), faults)).isEmpty();
    assertThat(faults).extracting(Fault::pointer).containsExactly("/handshake/provider");
  }

  @Test
  void removalAndUseOfARowExcludeEachOther() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 20; round++) {
        String name = "race-" + round;
        save(name, ECHO);
        Setup setup = setup("own:" + name);
        CyclicBarrier together = new CyclicBarrier(2);
        CompletableFuture<Boolean> removed =
            CompletableFuture.supplyAsync(
                () -> {
                  await(together);
                  return saving.remove(fixture.workspace, Kind.HANDSHAKE, name).row().isPresent();
                },
                threads);
        CompletableFuture<TriggerSaving.Saved> created =
            CompletableFuture.supplyAsync(
                () -> {
                  await(together);
                  return fixture
                      .container
                      .get(TriggerSaving.class)
                      .save(fixture.workspace, name, setup, GivenSecrets.none());
                },
                threads);
        boolean isRemoved = removed.get(20, TimeUnit.SECONDS);
        TriggerSaving.Saved saved = created.get(20, TimeUnit.SECONDS);
        assertThat(saved.trigger().isPresent()).as("round %s", round).isNotEqualTo(isRemoved);
        assertThat(saved.faults()).hasSize(isRemoved ? 1 : 0);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static RowSaving.Changed saved(String name, String json) {
    return saving.save(fixture.workspace, Kind.HANDSHAKE, name, JsonBinding.object(json));
  }

  private static void save(String name, String json) {
    assertThat(saved(name, json).row()).isPresent();
    fixture.lookup().forget();
  }

  private static JsonObject form(String provider) {
    return JsonBinding.object(
        "{\"workflow\": \"greet\", \"handshake\": {\"provider\": \"" + provider + "\"}}");
  }

  private static Setup setup(String provider) {
    List<Fault> faults = new ArrayList<>();
    Optional<Setup> setup = SetupForm.read(form(provider), rows.in(fixture.workspace), faults);
    return setup.orElseThrow(() -> new AssertionError(faults));
  }

  private static Trigger trigger(String name, String provider) {
    Trigger trigger =
        fixture
            .container
            .get(TriggerSaving.class)
            .save(fixture.workspace, name, setup(provider), GivenSecrets.none())
            .trigger()
            .orElseThrow();
    fixture.lookup().forget();
    return trigger;
  }

  private static String answer(String address) {
    MatchedTrigger matched = fixture.find(address).orElseThrow();
    TriggerVerifier verifier = fixture.container.get(TriggerVerifier.class);
    Optional<Verification.Refused> refusal =
        verifier.refusal(matched, List.of(), Patience.ofSender());
    if (refusal.isPresent()) {
      return String.valueOf(refusal.get().problem().status());
    }
    Delivery delivery =
        Deliveries.of(
            "GET", "http://localhost/x", Map.of(), "ask=abc", "".getBytes(StandardCharsets.UTF_8));
    return verifier
        .verify(matched, delivery)
        .match(
            event -> "event",
            handshake -> "handshake " + handshake.answer().body(),
            refused -> String.valueOf(refused.problem().status()));
  }
}

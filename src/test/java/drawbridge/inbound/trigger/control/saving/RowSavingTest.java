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
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.setup.GivenSecrets;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.inbound.trigger.setup.StoredSetup;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.store.Patience;
import drawbridge.provider.Delivery;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
    assertThat(refused.conflicts())
        .extracting(RowConflicts.Conflict::trigger)
        .containsExactly("user");
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

  private static final String TOKEN =
      ECHO.replace("\"answer\"", "\"token\": {\"query\": \"t\"}, \"answer\"");
  private static final String HMAC =
      "{\"header\": \"X-Sig\", \"algorithm\": \"sha256\", \"encoding\": \"hex\","
          + " \"signed\": \"{body}\", \"open\": []}";
  private static final String PUBLIC_KEY =
      "{\"header\": \"X-Sig\", \"publicKey\": \"ed25519\", \"encoding\": \"hex\","
          + " \"signed\": \"{body}\", \"open\": []}";

  /** Otherwise the handshake would answer every caller who knows the URL. */
  @Test
  void rowKeepsTheTokenThatATriggerHasStored() {
    save("shown", TOKEN);
    Trigger trigger =
        trigger("shows", "{\"provider\": \"own:shown\", \"token\": \"a-long-token\"}", "");
    String signing =
        ECHO.replace("\"form\": \"token\"", "\"form\": \"signed\"")
            .replace(
                "\"answer\"",
                "\"hmac\": {\"algorithm\": \"sha256\", \"encoding\": \"hex\"}, \"answer\"");
    for (String weaker : List.of(ECHO, signing)) {
      assertConflict(Kind.HANDSHAKE, "shown", weaker, "trigger shows: /handshake/token is stored");
    }
    assertThat(saving.enable(fixture.workspace, Kind.HANDSHAKE, "shown", false).row()).isPresent();
    for (String weaker : List.of(ECHO, signing)) { // it could be enabled afterwards
      assertConflict(Kind.HANDSHAKE, "shown", weaker, "trigger shows: /handshake/token is stored");
    }
    assertThat(saving.enable(fixture.workspace, Kind.HANDSHAKE, "shown", true).row()).isPresent();
    save("shown", TOKEN.replace("{\"query\": \"t\"}", "{\"header\": \"X-Token\"}"));

    fixture.secrets().clear(trigger, Purpose.HANDSHAKE);
    save("shown", ECHO);
  }

  @Test
  void restoredRowKeepsTheTokenThatATriggerHasStored() {
    save("lost", TOKEN);
    var unusedTrigger =
        trigger("loses", "{\"provider\": \"own:lost\", \"token\": \"a-long-token\"}", "");
    fixture.container.inTransaction(
        () ->
            fixture
                .container
                .entities()
                .createNativeQuery("delete from provider_row where name = 'lost'")
                .executeUpdate());
    assertConflict(Kind.HANDSHAKE, "lost", ECHO, "trigger loses: /handshake/token is stored");
    save("lost", TOKEN);
  }

  @Test
  void rowKeepsTheSecretThatItsAnswersAreSignedWith() {
    String signing =
        ECHO.replace("\"form\": \"token\"", "\"form\": \"signed\"")
            .replace(
                "\"answer\"",
                "\"hmac\": {\"algorithm\": \"sha256\", \"encoding\": \"hex\"}, \"answer\"");
    save("signing", signing);
    var unusedTrigger =
        trigger("signs", "{\"provider\": \"own:signing\", \"secret\": \"a-secret\"}", "");
    assertConflict(Kind.HANDSHAKE, "signing", ECHO, "trigger signs: /handshake/secret is stored");
  }

  @Test
  void rowKeepsTheSignatureOfAHandshake() {
    save("proven", ECHO.replace("\"when\"", "\"signed\": true, \"when\""));
    var unusedTrigger =
        trigger(
            "proves",
            "{\"provider\": \"own:proven\"}",
            ", \"signature\": {\"scheme\": \"github\", \"secret\": \"k-secret\"}");
    assertConflict(
        Kind.HANDSHAKE, "proven", ECHO, "trigger proves: /handshake/provider requires a signature");
  }

  @Test
  void rowKeepsTheTopicThatATriggerExpects() {
    save(
        "topical",
        ECHO.replace(
            "\"answer\"", "\"expects\": {\"query\": \"t\", \"setting\": \"topic\"}, \"answer\""));
    var unusedTrigger =
        trigger("expects", "{\"provider\": \"own:topical\", \"topic\": \"news\"}", "");
    assertConflict(Kind.HANDSHAKE, "topical", ECHO, "trigger expects: /handshake");
  }

  @Test
  void signatureKeepsReadingItsSecretAndTheBody() {
    saveSignature("keyed", HMAC);
    var unusedTrigger =
        trigger("keys", "", "\"signature\": {\"scheme\": \"own:keyed\", \"secret\": \"l-secret\"}");
    assertConflict(
        Kind.SIGNATURE,
        "keyed",
        "{\"header\": \"Authorization\", \"keys\": \"https://www.googleapis.com/oauth2/v3/certs\","
            + " \"issuers\": [\"https://accounts.google.com\"], \"algorithms\": [\"RS256\"],"
            + " \"audience\": \"a\", \"sub\": \"b\"}",
        "trigger keys: /signature/scheme requires an HMAC now");
    assertConflict(
        Kind.SIGNATURE,
        "keyed",
        HMAC.replace(
            "\"{body}\"",
            "\"{id}{timestamp}\", \"id\": {\"header\": \"X-Id\"},"
                + " \"timestamp\": {\"header\": \"X-Time\"}"),
        "trigger keys: /signature/scheme requires a signature over {body} now");
    saveSignature("keyed", HMAC.replace("sha256", "sha512"));
  }

  /** The public key is known, so that every caller could sign with it. */
  @Test
  void publicKeyDoesNotBecomeTheKeyOfAnHmac() {
    saveSignature("public", PUBLIC_KEY);
    var unusedTrigger =
        trigger(
            "publishes",
            "",
            "\"signature\": {\"scheme\": \"own:public\", \"secret\":"
                + " \"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a\"}");
    assertConflict(
        Kind.SIGNATURE,
        "public",
        HMAC,
        "trigger publishes: /signature/scheme requires a signature with a private key now");
  }

  private static final String TIMED =
      "{\"header\": \"X-Sig\", \"algorithm\": \"sha256\", \"encoding\": \"hex\","
          + " \"signed\": \"{timestamp}.{body}\", \"timestamp\": {\"header\": \"X-Time\"},"
          + " \"tolerance\": \"PT5M\"}";

  @Test
  void rowInUseKeepsItsTimeItsHashAndItsSignedParts() {
    saveSignature("timed", TIMED);
    var unusedTrigger =
        trigger(
            "times", "", "\"signature\": {\"scheme\": \"own:timed\", \"secret\": \"m-secret\"}");
    Map<String, String> weaker =
        Map.of(
            TIMED.replace("PT5M", "PT1H"),
            "a time that is within PT5M",
            HMAC.replace(", \"open\": []", ""),
            "a signature over {timestamp}",
            TIMED.replace("sha256", "sha1"),
            "one of these algorithms: sha256, sha384, sha512",
            TIMED.replace("{timestamp}.{body}", "{timestamp}.{/id}"),
            "a signature over {body}");
    for (boolean isEnabled : List.of(true, false)) { // a disabled row could be enabled afterwards
      assertThat(saving.enable(fixture.workspace, Kind.SIGNATURE, "timed", isEnabled).row())
          .isPresent();
      weaker.forEach(
          (row, missing) ->
              assertConflict(
                  Kind.SIGNATURE,
                  "timed",
                  row,
                  "trigger times: /signature/scheme requires " + missing + " now"));
    }
    ProviderRow kept = rows.find(fixture.workspace, Kind.SIGNATURE, "timed").orElseThrow();
    assertThat(JsonBinding.object(kept.content())).isEqualTo(JsonBinding.object(TIMED));
    saveSignature("timed", TIMED.replace("PT5M", "PT1M").replace("sha256", "sha512"));
  }

  /** The trigger of a bare import has no secret yet, and may get one at any time. */
  @Test
  void rowOfATriggerWithoutASecretIsKeptToo() {
    saveSignature("bare", TIMED);
    Trigger trigger =
        trigger("bares", "", "\"signature\": {\"scheme\": \"own:bare\", \"secret\": \"n-secret\"}");
    fixture.secrets().clear(trigger, Purpose.SIGNATURE);
    assertConflict(
        Kind.SIGNATURE,
        "bare",
        TIMED.replace("PT5M", "P7D"),
        "trigger bares: /signature/scheme requires a time that is within PT5M now");
  }

  @Test
  void rowThatNoTriggerNamesMayBeWeakened() {
    saveSignature("unused", TIMED);
    saveSignature("unused", HMAC.replace("sha256", "sha1"));
  }

  @Test
  void importKeepsWhatARowInUseRequires() {
    saveSignature("brought", TIMED);
    var unusedTrigger =
        trigger(
            "brings", "", "\"signature\": {\"scheme\": \"own:brought\", \"secret\": \"o-secret\"}");
    RowSaving.Given weaker =
        new RowSaving.Given(
            Kind.SIGNATURE, "brought", JsonBinding.object(TIMED.replace("PT5M", "PT6M")), true);
    assertThat(saving.saveAll(fixture.workspace, List.of(weaker), Map.of())).hasSize(1);
    ProviderRow brought =
        new ProviderRow(
            "",
            fixture.workspace,
            Kind.SIGNATURE,
            "brought",
            weaker.content().toString(),
            Instant.EPOCH);
    Setup next =
        StoredSetup.read(
            "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"own:brought\"}}",
            rows.read(List.of(brought)));
    assertThat(saving.saveAll(fixture.workspace, List.of(weaker), Map.of("brings", next)))
        .as("beside a changed trigger that still names it")
        .hasSize(1);
  }

  @Test
  void handshakeKeepsTheChallengesThatItSigns() {
    String signing =
        ECHO.replace("\"form\": \"token\"", "\"form\": \"uuid\"")
            .replace(
                "\"answer\"",
                "\"hmac\": {\"algorithm\": \"sha256\", \"encoding\": \"hex\"}, \"answer\"");
    save("narrow", signing);
    var unusedTrigger =
        trigger("narrows", "{\"provider\": \"own:narrow\", \"secret\": \"p-secret\"}", "");
    assertConflict(
        Kind.HANDSHAKE,
        "narrow",
        signing.replace("uuid", "signed"),
        "trigger narrows: /handshake/provider requires a challenge of 1 to 36 characters");
  }

  /** A newer version may let in requests by the row, and this one cannot compare both. */
  @Test
  void rowInUseThatThisVersionCannotReadIsKept() {
    saveSignature("newer", TIMED);
    var unusedTrigger =
        trigger("news", "", "\"signature\": {\"scheme\": \"own:newer\", \"secret\": \"q-secret\"}");
    fixture.container.inTransaction(
        () ->
            fixture
                .container
                .entities()
                .createNativeQuery(
                    "update provider_row set content = '{\"ofANewerVersion\": 1}',"
                        + " row_version = row_version + 1 where name = 'newer'")
                .executeUpdate());
    assertConflict(
        Kind.SIGNATURE, "newer", TIMED, "trigger news: /signature names a row that this version");
    assertThat(saving.enable(fixture.workspace, Kind.SIGNATURE, "newer", true).conflicts())
        .isNotEmpty();
    assertThat(saving.enable(fixture.workspace, Kind.SIGNATURE, "newer", false).row()).isPresent();
  }

  /** The setup was read with the row before the change: the trigger would not be what was meant. */
  @Test
  void rowWeakenedWhileATriggerThatNamesItIsSavedIsNoticed() {
    saveSignature("raced", TIMED);
    JsonObject form =
        JsonBinding.object(
            "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"own:raced\", \"secret\":"
                + " \"r-secret\"}}");
    Setup read = SetupForm.read(form, rows.in(fixture.workspace), new ArrayList<>()).orElseThrow();
    GivenSecrets given = GivenSecrets.in(form, new ArrayList<>());
    saveSignature("raced", TIMED.replace("PT5M", "P7D"));
    TriggerSaving triggers = fixture.container.get(TriggerSaving.class);
    assertThat(triggers.save(fixture.workspace, "races", read, given).faults())
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault.inWords())
                    .contains("/signature/scheme", "within PT5M", "changed meanwhile"));
    Setup again = SetupForm.read(form, rows.in(fixture.workspace), new ArrayList<>()).orElseThrow();
    assertThat(triggers.save(fixture.workspace, "races", again, given).faults()).isEmpty();
  }

  /** Otherwise its answers could forge the events of a trigger with the same secret. */
  @Test
  void rowThatBeginsToSignWhileATriggerIsSavedIsChecked() {
    save("begins", ECHO.replace("\"form\": \"token\"", "\"form\": \"signed\""));
    var unusedOther =
        trigger("github", "", "\"signature\": {\"scheme\": \"github\", \"secret\": \"s-secret\"}");
    JsonObject form =
        JsonBinding.object(
            "{\"workflow\": \"greet\", \"handshake\": {\"provider\": \"own:begins\"},"
                + " \"signature\": {\"scheme\": \"github\", \"secret\": \"s-secret\"}}");
    Setup read = SetupForm.read(form, rows.in(fixture.workspace), new ArrayList<>()).orElseThrow();
    save(
        "begins",
        ECHO.replace("\"form\": \"token\"", "\"form\": \"signed\"")
            .replace(
                "\"answer\"",
                "\"hmac\": {\"algorithm\": \"sha256\", \"encoding\": \"hex\"}, \"answer\""));
    assertThat(
            fixture
                .container
                .get(TriggerSaving.class)
                .save(fixture.workspace, "signing", read, GivenSecrets.in(form, new ArrayList<>()))
                .faults())
        .extracting(Fault::detail)
        .singleElement()
        .asString()
        .startsWith("is a secret of trigger github");
  }

  private static void saveSignature(String name, String json) {
    assertThat(
            saving
                .save(fixture.workspace, Kind.SIGNATURE, name, JsonBinding.object(json))
                .conflicts())
        .isEmpty();
  }

  private static void assertConflict(Kind kind, String name, String json, String conflict) {
    assertThat(rows.faultsOf(kind, name, JsonBinding.object(json))).as("a valid row").isEmpty();
    RowSaving.Changed refused =
        saving.save(fixture.workspace, kind, name, JsonBinding.object(json));
    assertThat(refused.row()).isEmpty();
    assertThat(refused.conflicts())
        .extracting(RowConflicts.Conflict::inWords)
        .anySatisfy(words -> assertThat(plain(words)).startsWith(plain(conflict)));
  }

  private static String plain(String words) {
    return words.replace(":", "");
  }

  private static Trigger trigger(String name, String handshake, String more) {
    String asks = handshake.isEmpty() ? more : "\"handshake\": " + handshake + more;
    JsonObject form = JsonBinding.object("{\"workflow\": \"greet\", " + asks + "}");
    List<Fault> faults = new ArrayList<>();
    GivenSecrets given = GivenSecrets.in(form, faults);
    Optional<Setup> setup = SetupForm.read(form, rows.in(fixture.workspace), faults);
    TriggerSaving.Saved saved =
        fixture
            .container
            .get(TriggerSaving.class)
            .save(
                fixture.workspace,
                name,
                setup.orElseThrow(() -> new AssertionError(faults)),
                given);
    return saved.trigger().orElseThrow(() -> new AssertionError(saved.faults()));
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

package drawbridge.inbound.trigger.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.inbound.trigger.control.saving.SecretHandOver.Result;
import drawbridge.inbound.trigger.control.saving.TriggerSaving;
import drawbridge.inbound.trigger.control.saving.TriggerSecrets;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.platform.Fault;
import drawbridge.platform.store.Patience;
import drawbridge.provider.vault.Keyring;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnEveryStore
class TriggersTest {

  private static final String PLAIN = "{\"workflow\": \"greet\"}";
  private static final String SIGNED =
      "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"github\", \"secret\": \"first-secret\"}}";
  private static final String STILL_SIGNED =
      "{\"workflow\": \"other\", \"signature\": {\"scheme\": \"github\"}}";
  private static final String ASANA =
      "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"asana\"},"
          + " \"handshake\": {\"provider\": \"asana\"}}";

  private static TriggerFixture fixture;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void setUp(Store on) {
    fixture = new TriggerFixture(on);
  }

  @AfterParameterizedClassInvocation
  static void tearDown() {
    fixture.close();
  }

  @Test
  @Tag("T6")
  void maxBodyIsAtMostTheSettingUnlessItIsThatOfThePreset() {
    TriggerSaving.Saved above =
        fixture.save("large", "{\"workflow\":\"greet\",\"maxBody\":8388609}");
    assertThat(above.trigger()).isEmpty();
    assertThat(above.faults())
        .containsExactly(
            Fault.at(
                "/maxBody",
                "must be at most 8388608, the limit of drawbridge.inbound.max-trigger-body of this"
                    + " server"));
    assertThat(fixture.save("large", "{\"workflow\":\"greet\",\"maxBody\":8388608}").faults())
        .isEmpty();
    String github =
        "{\"preset\":\"github\",\"workflow\":\"greet\",%s\"signature\":{\"secret\":\"a long secret\"}}";
    assertThat(fixture.save("hub", github.formatted("")).faults()).isEmpty();
    assertThat(fixture.save("hub", github.formatted("\"maxBody\":33554432,")).faults())
        .extracting(Fault::pointer)
        .containsExactly("/maxBody");
  }

  @Test
  @Tag("T2")
  void idsAreLongAndUniqueAndStoredAsDigests() {
    Set<String> seen = new HashSet<>();
    for (int count = 0; count < 50; count++) {
      Trigger trigger = fixture.saved("long-" + count, PLAIN);
      String address = fixture.address(trigger);
      assertThat(address).hasSize(32).matches("[A-Za-z0-9_-]+"); // 192 bits
      assertThat(seen.add(address)).isTrue();
      TriggerSecret row = fixture.triggers().secrets(trigger.id()).get(0);
      assertThat(row.digest()).isEqualTo(TriggerSecret.digest(address)).doesNotContain(address);
    }
  }

  @Test
  @Tag("T2")
  void urlFindsItsTriggerInItsWorkspaceOnly() {
    String address = fixture.address(fixture.saved("found", PLAIN));
    assertThat(fixture.find(address).orElseThrow().trigger().name()).isEqualTo("found");
    assertThat(fixture.find(address + "x")).isEmpty();
    assertThat(fixture.lookup().find("other", address, Patience.ofSender())).isEmpty();
  }

  @Test
  @Tag("T2")
  void oldUrlIsValidDuringTheOverlap() {
    Trigger trigger = fixture.saved("renewed", PLAIN);
    String old = fixture.address(trigger);
    String fresh = fixture.secrets().newAddress(trigger, Duration.ofHours(1));
    fixture.lookup().forget();
    assertThat(fixture.find(old)).isPresent();
    assertThat(fixture.find(fresh)).isPresent();
    assertThat(fixture.address(trigger)).isEqualTo(fresh);
    fixture.clock.move(Duration.ofHours(1));
    assertThat(fixture.find(old)).isEmpty();
    assertThat(fixture.find(fresh)).isPresent();
  }

  @Test
  void lastUrlCannotBeRemoved() {
    Trigger trigger = fixture.saved("last", PLAIN);
    String first = fixture.triggers().secrets(trigger.id()).get(0).id();
    assertThat(fixture.secrets().remove(trigger, first))
        .isEqualTo(TriggerSecrets.Removal.LAST_ADDRESS);
    String old = fixture.address(trigger);
    var unused = fixture.secrets().newAddress(trigger, Duration.ofHours(1));
    assertThat(fixture.secrets().remove(trigger, first)).isEqualTo(TriggerSecrets.Removal.REMOVED);
    assertThat(fixture.secrets().remove(trigger, first)).isEqualTo(TriggerSecrets.Removal.UNKNOWN);
    fixture.lookup().forget();
    assertThat(fixture.find(old)).isEmpty();
  }

  @Test
  @Tag("T4")
  void secretIsKeptWhileTheSchemeIsTheSame() {
    Trigger trigger = fixture.saved("kept", SIGNED);
    String row = rows(trigger, Purpose.SIGNATURE).get(0).id();
    fixture.saved("kept", STILL_SIGNED);
    fixture.saved("kept", SIGNED);
    assertThat(rows(trigger, Purpose.SIGNATURE)).extracting(TriggerSecret::id).containsExactly(row);
    fixture.saved("kept", SIGNED.replace("first", "second"));
    assertThat(rows(trigger, Purpose.SIGNATURE))
        .hasSize(1)
        .noneMatch(secret -> secret.id().equals(row));
    assertThat(fixture.save("kept", STILL_SIGNED.replace("github", "shopify")).faults())
        .extracting(Fault::pointer)
        .containsExactly("/signature/secret");
    fixture.saved("kept", PLAIN);
    assertThat(rows(trigger, Purpose.SIGNATURE)).isEmpty();
    assertThat(fixture.save("kept", STILL_SIGNED).faults()).hasSize(1);
  }

  @ParameterizedTest
  @Tag("T4")
  @CsvSource({
    "'\"signature\": {\"scheme\": \"github\", \"secret\": \"%s\"}', /signature/secret",
    "'\"signature\": {\"scheme\": \"telegram\", \"secret\": \"%s\"}', /signature/secret",
    "'\"handshake\": {\"provider\": \"zoom\", \"secret\": \"%s\"}', /handshake/secret",
    "'\"handshake\": {\"provider\": \"meta\", \"token\": \"%s\"}', /handshake/token"
  })
  void newSecretOfFewerThan8CharactersIsRefused(String members, String pointer) {
    String setup = "{\"workflow\": \"greet\", " + members + "}";
    assertThat(fixture.save("new", setup.formatted("a1b2c3d")).faults())
        .containsExactly(Fault.at(pointer, "must have 8 to 1000 characters"));
    assertThat(fixture.save("new", setup.formatted("a1b2c3d4")).faults()).isEmpty();
    fixture.triggers().remove(fixture.workspace, "new");
  }

  /** As an earlier version could store it. */
  @Test
  @Tag("T4")
  void storedShortSecretWorksUntilItIsReplaced() {
    Trigger trigger = fixture.saved("old", SIGNED);
    fixture.secrets().replace(trigger, Purpose.SIGNATURE, "short");
    String row = rows(trigger, Purpose.SIGNATURE).get(0).id();
    assertThat(fixture.save("old", STILL_SIGNED).faults()).isEmpty();
    assertThat(rows(trigger, Purpose.SIGNATURE)).extracting(TriggerSecret::id).containsExactly(row);
    assertThat(fixture.save("old", SIGNED.replace("first-secret", "short")).faults())
        .extracting(Fault::pointer)
        .containsExactly("/signature/secret");
    fixture.saved("old", SIGNED);
    assertThat(rows(trigger, Purpose.SIGNATURE)).noneMatch(secret -> secret.id().equals(row));
  }

  @Test
  @Tag("T4")
  void handshakeHandsNoShortSecretOver() {
    Trigger trigger = fixture.saved("brief", ASANA);
    fixture.handOver().openWindow(trigger);
    assertThat(handOver(trigger, "a1b2c3d")).isEqualTo(Result.NOT_ALLOWED);
    assertThat(handOver(trigger, "a1b2c3d4")).as("the window stays open").isEqualTo(Result.STORED);
  }

  @Test
  void faultySetupChangesNothing() {
    fixture.saved("whole", PLAIN);
    assertThat(fixture.save("whole", STILL_SIGNED).trigger()).isEmpty();
    assertThat(fixture.triggers().find(fixture.workspace, "whole").orElseThrow().setup())
        .doesNotContain("signature");
    assertThat(fixture.save("never", STILL_SIGNED).trigger()).isEmpty();
    assertThat(fixture.triggers().find(fixture.workspace, "never")).isEmpty();
  }

  @Test
  @Tag("T4")
  void bothSecretsAreValidDuringARotation() {
    Trigger trigger = fixture.saved("rotated", SIGNED);
    var unused =
        fixture.secrets().rotate(trigger, Purpose.SIGNATURE, "second-secret", Duration.ofHours(2));
    fixture.lookup().forget();
    MatchedTrigger matched = fixture.find(fixture.address(trigger)).orElseThrow();
    assertThat(matched.valid(Purpose.SIGNATURE, fixture.clock.instant())).hasSize(2);
    fixture.clock.move(Duration.ofHours(2));
    assertThat(matched.valid(Purpose.SIGNATURE, fixture.clock.instant())).hasSize(1);
  }

  @Test
  @Tag("T5")
  void oneOfManyConcurrentlyHandedOverSecretsIsStored() throws Exception {
    Trigger trigger = fixture.saved("handed-over", ASANA);
    fixture.handOver().openWindow(trigger);
    int senders = 8;
    CyclicBarrier together = new CyclicBarrier(senders);
    ExecutorService threads = Executors.newFixedThreadPool(senders);
    try {
      List<CompletableFuture<Boolean>> all =
          IntStream.range(0, senders)
              .mapToObj(
                  number ->
                      CompletableFuture.supplyAsync(
                          () -> {
                            await(together);
                            return handOver(trigger, "a-secret-" + number) == Result.STORED;
                          },
                          threads))
              .toList();
      int kept = 0;
      for (CompletableFuture<Boolean> each : all) {
        kept += each.get(20, TimeUnit.SECONDS) ? 1 : 0;
      }
      assertThat(kept).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(rows(trigger, Purpose.SIGNATURE)).hasSize(1);
  }

  @Test
  @Tag("T5")
  void secretIsTakenWhileTheWindowIsOpenAndTheFirstWins() {
    Trigger trigger = fixture.saved("handed-over-again", ASANA);
    assertThat(handOver(trigger, "one-secret")).isEqualTo(Result.CLOSED);
    Instant end = fixture.handOver().openWindow(trigger);
    assertThat(end).isEqualTo(fixture.clock.instant().plus(Duration.ofMinutes(15)));
    assertThat(handOver(trigger, "one-secret")).isEqualTo(Result.STORED);
    assertThat(handOver(trigger, "one-secret")).as("sent again").isEqualTo(Result.KNOWN);
    assertThat(handOver(trigger, "two-secret")).as("the first wins").isEqualTo(Result.CLOSED);
    fixture.handOver().openWindow(trigger);
    assertThat(handOver(trigger, "two-secret")).isEqualTo(Result.STORED);
    assertThat(rows(trigger, Purpose.SIGNATURE)).as("both are valid").hasSize(2);
  }

  @Test
  @Tag("T5")
  void windowEndsAfterFifteenMinutesAndWhenItIsClosed() {
    Trigger trigger = fixture.saved("window", ASANA);
    fixture.handOver().openWindow(trigger);
    fixture.clock.move(Duration.ofMinutes(15));
    assertThat(handOver(trigger, "late-secret")).isEqualTo(Result.CLOSED);
    fixture.handOver().openWindow(trigger);
    fixture.handOver().closeWindow(trigger);
    assertThat(handOver(trigger, "closed-secret")).isEqualTo(Result.CLOSED);
    fixture.handOver().openWindow(trigger);
    fixture.saved("window", ASANA);
    assertThat(handOver(trigger, "changed-secret"))
        .as("a change closes it")
        .isEqualTo(Result.CLOSED);
    assertThat(rows(trigger, Purpose.SIGNATURE)).isEmpty();
  }

  @Test
  @Tag("T5")
  void readableSecretIsReadOnce() {
    Trigger trigger = fixture.saved("readable", ASANA);
    fixture.handOver().openWindow(trigger);
    assertThat(fixture.handOver().take(trigger, "token-of-ours", true)).isEqualTo(Result.STORED);
    String id = rows(trigger, Purpose.SIGNATURE).get(0).id();
    assertThat(fixture.handOver().readOnce(fixture.saved("other", PLAIN), id)).isEmpty();
    assertThat(fixture.handOver().readOnce(trigger, id)).contains("token-of-ours");
    assertThat(fixture.handOver().readOnce(trigger, id)).isEmpty();
    fixture.handOver().openWindow(trigger);
    assertThat(handOver(trigger, "hidden-secret")).isEqualTo(Result.STORED);
    assertThat(rows(trigger, Purpose.SIGNATURE))
        .allSatisfy(row -> assertThat(fixture.handOver().readOnce(trigger, row.id())).isEmpty());
  }

  private static Result handOver(Trigger trigger, String secret) {
    return fixture.handOver().take(trigger, secret, false);
  }

  @Test
  void lastRequestIsWrittenLaterAndNeverReplacedByAnEarlierOne() {
    Trigger trigger = fixture.saved("seen", PLAIN);
    TriggerUsage usage = fixture.container.get(TriggerUsage.class);
    var find = fixture.find(fixture.address(trigger));
    usage.seen(trigger.id(), "accepted", fixture.clock.instant());
    assertThat(seen("seen").lastSeenAt()).isNull();
    usage.write();
    assertThat(seen("seen").lastOutcome()).isEqualTo("accepted");
    assertThat(rows(trigger, Purpose.ADDRESS).get(0).lastUsedAt())
        .isEqualTo(fixture.clock.instant());
    assertThat(find).isPresent();
    usage.seen(trigger.id(), "duplicate", fixture.clock.instant().minusSeconds(1));
    usage.write();
    assertThat(seen("seen").lastOutcome()).isEqualTo("accepted");
  }

  @Test
  void changeOfATriggerTakesEffectAtOnceOnThisNode() {
    Trigger trigger = fixture.saved("gone", PLAIN);
    String address = fixture.address(trigger);
    assertThat(fixture.triggers().enable(fixture.workspace, "gone", false)).isTrue();
    fixture.lookup().forget();
    assertThat(fixture.find(address).orElseThrow().trigger().isDisabled()).isTrue();
    assertThat(fixture.triggers().enable(fixture.workspace, "gone", true)).isTrue();
    assertThat(fixture.triggers().remove(fixture.workspace, "gone")).isTrue();
    assertThat(fixture.triggers().remove(fixture.workspace, "gone")).isFalse();
    fixture.lookup().forget();
    assertThat(fixture.find(address)).isEmpty();
    assertThat(fixture.triggers().secrets(trigger.id())).isEmpty();
  }

  @Test
  void nodeWithoutTheKeyFindsTriggersAndDecryptsNothing() {
    Trigger trigger = fixture.saved("keyless", SIGNED);
    String address = fixture.address(trigger);
    Keyring another = Keyring.of(Keyring.newKey());
    MatchedTrigger matched = fixture.find(address).orElseThrow();
    assertThat(matched.secrets()).hasSize(2).allMatch(secret -> secret.open(another).isEmpty());
    assertThat(fixture.find(address)).isPresent();
  }

  private static List<TriggerSecret> rows(Trigger trigger, Purpose purpose) {
    return fixture.triggers().secrets(trigger.id()).stream()
        .filter(secret -> secret.purpose() == purpose)
        .toList();
  }

  private static Trigger seen(String name) {
    return fixture.triggers().find(fixture.workspace, name).orElseThrow();
  }

  private static void await(CyclicBarrier together) {
    try {
      together.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

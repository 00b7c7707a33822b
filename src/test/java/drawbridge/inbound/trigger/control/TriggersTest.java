package drawbridge.inbound.trigger.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.platform.Fault;
import drawbridge.platform.store.Patience;
import drawbridge.provider.vault.Keyring;
import java.time.Duration;
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

@OnEveryStore
class TriggersTest {

  private static final String PLAIN = "{\"workflow\": \"greet\"}";
  private static final String SIGNED =
      "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"github\", \"secret\": \"first\"}}";
  private static final String STILL_SIGNED =
      "{\"workflow\": \"other\", \"signature\": {\"scheme\": \"github\"}}";
  private static final String ASANA =
      "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"asana\"},"
          + " \"handshake\": {\"provider\": \"asana\"}}";

  private static TriggerFixture house;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void furnish(Store on) {
    house = new TriggerFixture(on);
  }

  @AfterParameterizedClassInvocation
  static void leave() {
    house.close();
  }

  @Test
  @Tag("T2")
  void addressesAreLongAndNeverTheSameAndLieInTheStoreAsDigestsOnly() {
    Set<String> seen = new HashSet<>();
    for (int count = 0; count < 50; count++) {
      Trigger trigger = house.saved("long-" + count, PLAIN);
      String address = house.address(trigger);
      assertThat(address).hasSize(32).matches("[A-Za-z0-9_-]+"); // 192 bits
      assertThat(seen.add(address)).isTrue();
      TriggerSecret row = house.triggers().secrets(trigger.id()).get(0);
      assertThat(row.digest()).isEqualTo(TriggerSecret.digest(address)).doesNotContain(address);
    }
  }

  @Test
  @Tag("T2")
  void anAddressLeadsToItsTriggerInItsWorkspaceOnly() {
    String address = house.address(house.saved("found", PLAIN));
    assertThat(house.find(address).orElseThrow().trigger().name()).isEqualTo("found");
    assertThat(house.find(address + "x")).isEmpty();
    assertThat(house.addresses().find("other", address, Patience.ofSender())).isEmpty();
  }

  @Test
  @Tag("T2")
  void aRenewedAddressLeavesTheOldOneItsOverlap() {
    Trigger trigger = house.saved("renewed", PLAIN);
    String old = house.address(trigger);
    String fresh = house.secrets().newAddress(trigger, Duration.ofHours(1));
    house.addresses().forget();
    assertThat(house.find(old)).isPresent();
    assertThat(house.find(fresh)).isPresent();
    assertThat(house.address(trigger)).isEqualTo(fresh);
    house.clock.move(Duration.ofHours(1));
    assertThat(house.find(old)).isEmpty();
    assertThat(house.find(fresh)).isPresent();
  }

  @Test
  void theLastAddressIsNotRemovedAndOthersAre() {
    Trigger trigger = house.saved("last", PLAIN);
    String first = house.triggers().secrets(trigger.id()).get(0).id();
    assertThat(house.secrets().remove(trigger, first))
        .isEqualTo(TriggerSecrets.Removal.LAST_ADDRESS);
    String old = house.address(trigger);
    var unused = house.secrets().newAddress(trigger, Duration.ofHours(1));
    assertThat(house.secrets().remove(trigger, first)).isEqualTo(TriggerSecrets.Removal.REMOVED);
    assertThat(house.secrets().remove(trigger, first)).isEqualTo(TriggerSecrets.Removal.UNKNOWN);
    house.addresses().forget();
    assertThat(house.find(old)).isEmpty();
  }

  @Test
  @Tag("T4")
  void aSecretThatIsNotGivenAgainIsKeptAsLongAsTheSchemeIsTheSame() {
    Trigger trigger = house.saved("kept", SIGNED);
    String row = rows(trigger, Purpose.SIGNATURE).get(0).id();
    house.saved("kept", STILL_SIGNED);
    house.saved("kept", SIGNED);
    assertThat(rows(trigger, Purpose.SIGNATURE)).extracting(TriggerSecret::id).containsExactly(row);
    house.saved("kept", SIGNED.replace("first", "second"));
    assertThat(rows(trigger, Purpose.SIGNATURE))
        .hasSize(1)
        .noneMatch(secret -> secret.id().equals(row));
    assertThat(house.save("kept", STILL_SIGNED.replace("github", "shopify")).faults())
        .extracting(Fault::pointer)
        .containsExactly("/signature/secret");
    house.saved("kept", PLAIN);
    assertThat(rows(trigger, Purpose.SIGNATURE)).isEmpty();
    assertThat(house.save("kept", STILL_SIGNED).faults()).hasSize(1);
  }

  @Test
  void aSetupWithAFaultChangesNothing() {
    house.saved("whole", PLAIN);
    assertThat(house.save("whole", STILL_SIGNED).trigger()).isEmpty();
    assertThat(house.triggers().find(house.workspace, "whole").orElseThrow().setup())
        .doesNotContain("signature");
    assertThat(house.save("never", STILL_SIGNED).trigger()).isEmpty();
    assertThat(house.triggers().find(house.workspace, "never")).isEmpty();
  }

  @Test
  @Tag("T4")
  void duringARotationBothSecretsAreValid() {
    Trigger trigger = house.saved("rotated", SIGNED);
    var unused = house.secrets().rotate(trigger, Purpose.SIGNATURE, "second", Duration.ofHours(2));
    house.addresses().forget();
    MatchedTrigger matched = house.find(house.address(trigger)).orElseThrow();
    assertThat(matched.valid(Purpose.SIGNATURE, house.clock.instant())).hasSize(2);
    house.clock.move(Duration.ofHours(2));
    assertThat(matched.valid(Purpose.SIGNATURE, house.clock.instant())).hasSize(1);
  }

  @Test
  @Tag("T5")
  void ofManySecretsThatAreHandedOverAtOnceOneIsKept() throws Exception {
    Trigger trigger = house.saved("handed-over", ASANA);
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
                            return house.secrets().handOver(trigger.id(), "secret-" + number);
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
  void aSecretMayBeHandedOverAgainWhenTheOneBeforeWasRemoved() {
    Trigger trigger = house.saved("handed-over-again", ASANA);
    assertThat(house.secrets().handOver(trigger.id(), "one")).isTrue();
    assertThat(house.secrets().handOver(trigger.id(), "one")).isTrue();
    assertThat(house.secrets().handOver(trigger.id(), "two")).isFalse();
    house.secrets().remove(trigger, rows(trigger, Purpose.SIGNATURE).get(0).id());
    assertThat(house.secrets().handOver(trigger.id(), "two")).isTrue();
  }

  @Test
  void sightingsAreWrittenLaterAndNeverBackwards() {
    Trigger trigger = house.saved("seen", PLAIN);
    TriggerUsage usage = house.container.get(TriggerUsage.class);
    var find = house.find(house.address(trigger));
    usage.seen(trigger.id(), "accepted", house.clock.instant());
    assertThat(seen("seen").lastSeenAt()).isNull();
    usage.write();
    assertThat(seen("seen").lastOutcome()).isEqualTo("accepted");
    assertThat(rows(trigger, Purpose.ADDRESS).get(0).lastUsedAt()).isEqualTo(house.clock.instant());
    assertThat(find).isPresent();
    usage.seen(trigger.id(), "duplicate", house.clock.instant().minusSeconds(1));
    usage.write();
    assertThat(seen("seen").lastOutcome()).isEqualTo("accepted");
  }

  @Test
  void aRemovedOrDisabledTriggerIsKnownAtOnceOnThisNode() {
    Trigger trigger = house.saved("gone", PLAIN);
    String address = house.address(trigger);
    assertThat(house.triggers().enable(house.workspace, "gone", false)).isTrue();
    house.addresses().forget();
    assertThat(house.find(address).orElseThrow().trigger().isDisabled()).isTrue();
    assertThat(house.triggers().enable(house.workspace, "gone", true)).isTrue();
    assertThat(house.triggers().remove(house.workspace, "gone")).isTrue();
    assertThat(house.triggers().remove(house.workspace, "gone")).isFalse();
    house.addresses().forget();
    assertThat(house.find(address)).isEmpty();
    assertThat(house.triggers().secrets(trigger.id())).isEmpty();
  }

  @Test
  void aNodeWithoutTheKeyOpensNothingAndStillKnowsTheAddress() {
    Trigger trigger = house.saved("keyless", SIGNED);
    String address = house.address(trigger);
    Keyring another = Keyring.of(Keyring.newKey());
    MatchedTrigger matched = house.find(address).orElseThrow();
    assertThat(matched.secrets()).hasSize(2).allMatch(secret -> secret.open(another).isEmpty());
    assertThat(house.find(address)).isPresent();
  }

  private static List<TriggerSecret> rows(Trigger trigger, Purpose purpose) {
    return house.triggers().secrets(trigger.id()).stream()
        .filter(secret -> secret.purpose() == purpose)
        .toList();
  }

  private static Trigger seen(String name) {
    return house.triggers().find(house.workspace, name).orElseThrow();
  }

  private static void await(CyclicBarrier together) {
    try {
      together.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

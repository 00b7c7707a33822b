package drawbridge.inbound.control.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Reachable;
import drawbridge.fixture.Store;
import drawbridge.fixture.SwitchedStore;
import drawbridge.fixture.TestContainer;
import drawbridge.inbound.control.limit.SenderLimits;
import drawbridge.inbound.entity.Rate;
import drawbridge.inbound.entity.Rejection;
import drawbridge.platform.store.Purge.Batch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
class RejectionsTest {

  private static final int MOST = 10;

  private static int used;
  private static MovableClock clock;
  private static SwitchedStore store;
  private static TestContainer container;
  private static Rejections rejections;
  private static RejectionLedger ledger;

  @Parameter Store on;
  private String workspace;

  @BeforeParameterizedClassInvocation
  static void setUp(Store on) {
    clock = new MovableClock();
    store = new SwitchedStore(on.open());
    container = container(store);
    rejections = container.get(Rejections.class);
    ledger = container.get(RejectionLedger.class);
  }

  private static TestContainer container(DataSource store) {
    SenderLimits limits =
        new SenderLimits(Rate.UNLIMITED, Rate.UNLIMITED, 1, Duration.ofSeconds(1), MOST);
    return new TestContainer(store).with(Clock.class, clock).with(SenderLimits.class, limits);
  }

  @AfterParameterizedClassInvocation
  static void tearDown() {
    container.close();
  }

  @BeforeEach
  void useNewWorkspace() {
    workspace = "w" + used++;
  }

  @Test
  void kindsAreWrittenInOneTransaction() {
    rejections.count(workspace, "malformed-request", "/a is missing");
    rejections.count(workspace, "malformed-request", "/a is missing");
    rejections.count(workspace, "too-large", "x");
    Instant first = clock.instant();
    store.offAtCommit(-1, true); // counts from here
    rejections.write();
    assertThat(store.commits()).isOne();

    clock.move(Duration.ofSeconds(2));
    rejections.count(workspace, "malformed-request", "/a is missing");
    rejections.write();

    List<Rejection> all = stored(workspace);
    assertThat(all).extracting(Rejection::count).containsExactly(3L, 1L);
    assertThat(all.get(0).firstAt()).isEqualTo(first);
    assertThat(all.get(0).lastAt()).isEqualTo(clock.instant());
    assertThat(all.get(1).lastAt()).isEqualTo(first);
  }

  @Test
  void noRejectionsNeedNoTransaction() {
    store.offAtCommit(-1, true);
    rejections.write();
    assertThat(store.commits()).isZero();
  }

  @Test
  void numberOfStatementsDoesNotDependOnTheCount() {
    AtomicInteger statements = new AtomicInteger();
    DataSource counted =
        ProxyDataSourceBuilder.create(store)
            .afterQuery((execution, queries) -> statements.addAndGet(queries.size()))
            .build();
    try (TestContainer node = container(counted)) {
      Rejections its = node.get(Rejections.class);
      its.count(workspace, "unauthenticated", "flood");
      its.write();
      statements.set(0);
      its.count(workspace, "unauthenticated", "flood");
      its.write();
      int once = statements.getAndSet(0);
      for (int each = 0; each < 100_000; each++) {
        its.count(workspace, "unauthenticated", "flood");
      }
      its.write();
      assertThat(statements.get()).isEqualTo(once).isPositive();
    }
    assertThat(counted()).isEqualTo(100_002);
  }

  @Test
  void noCountIsLostDuringAWrite() {
    int threads = 4;
    int each = 50_000;
    AtomicBoolean counting = new AtomicBoolean(true);
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              while (counting.get()) {
                rejections.write();
              }
            });
    List<CompletableFuture<Void>> counters = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      counters.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < each; i++) {
                  rejections.count(workspace, "unauthenticated", "flood");
                }
              }));
    }
    counters.forEach(CompletableFuture::join);
    counting.set(false);
    writer.join();
    rejections.write();

    assertThat(stored(workspace))
        .extracting(Rejection::count)
        .containsExactly((long) threads * each);
  }

  @Test
  void failedWriteIsRepeated() {
    rejections.count(workspace, "unauthenticated", "a");
    store.off();
    rejections.write();
    rejections.count(workspace, "unauthenticated", "a");
    rejections.count(workspace, "unauthenticated", "b");
    store.on();
    rejections.write();

    assertThat(stored(workspace)).extracting(Rejection::count).containsExactlyInAnyOrder(2L, 1L);
  }

  @Test
  void longDetailsAndNulCharactersAreCounted() {
    rejections.count(workspace, "malformed-request", "x".repeat(501));
    rejections.count(workspace, "malformed-request", "a\0b");
    rejections.write();

    assertThat(stored(workspace))
        .extracting(Rejection::detail)
        .containsExactlyInAnyOrder("x".repeat(499) + "…", "a\uFFFDb");
  }

  @Test
  void kindsAboveTheLimitCountUnderTheirReason() {
    rejections.count(workspace, "malformed-request", "the first");
    rejections.write();
    for (int kind = 0; kind < MOST + 5; kind++) {
      rejections.count(workspace, "no-such-workflow", "name " + kind);
      rejections.count(workspace, "too-large", "size " + kind);
    }
    rejections.write();
    rejections.count(workspace, "malformed-request", "the first");
    rejections.count(workspace, "malformed-request", "another");
    rejections.write();

    assertThat(kinds()).hasSize(MOST).contains("the first");
    assertThat(counted()).isEqualTo(1 + 2 * (MOST + 5) + 2);
    assertThat(stored(workspace))
        .filteredOn(each -> each.detail().isEmpty())
        .extracting(Rejection::reason, Rejection::count)
        .contains(tuple("malformed-request", 1L), tuple("too-large", MOST + 5L));
  }

  @Test
  void deletedKindsFreeTheLimit() {
    for (int kind = 0; kind < MOST; kind++) {
      rejections.count(workspace, "no-such-workflow", "name " + kind);
    }
    rejections.write();
    ledger.removeOld(clock.instant(), "", 100_000);
    rejections.count(workspace, "no-such-workflow", "the next");
    rejections.write();
    assertThat(kinds()).containsExactly("the next");
  }

  @Test
  void concurrentNodesKeepTheLimitAndLoseNoCount() {
    int rounds = 20;
    try (TestContainer another = container(store)) {
      for (int round = 0; round < rounds; round++) {
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (TestContainer node : List.of(container, another)) {
          String name = round + " of " + node.hashCode();
          writers.add(
              CompletableFuture.runAsync(
                  () -> {
                    Rejections its = node.get(Rejections.class);
                    its.count(workspace, "no-such-workflow", name);
                    its.count(workspace, "too-large", "both " + name.split(" ", -1)[0]);
                    its.count(workspace + "'s neighbour", "too-large", name);
                    its.write();
                  }));
        }
        writers.forEach(CompletableFuture::join);
      }
      another.get(Rejections.class).write();
    }
    rejections.write();
    assertThat(kinds()).hasSize(MOST);
    assertThat(counted()).isEqualTo(4L * rounds);
    workspace = workspace + "'s neighbour";
    assertThat(kinds()).hasSize(MOST);
    assertThat(counted()).isEqualTo(2L * rounds);
  }

  @Test
  void floodOfKindsCountsUnderItsReason() {
    for (int kind = 0; kind < 1_100; kind++) {
      rejections.count(workspace, "no-such-workflow", "name " + kind);
    }
    rejections.write();

    assertThat(kinds()).hasSize(MOST);
    assertThat(counted()).isEqualTo(1_100);
  }

  @Test
  void mapsStayWithinTheirBoundWhileTheStoreIsAway() {
    int workspaces = 200;
    store.off();
    for (int round = 0; round < 3; round++) {
      for (int kind = 0; kind < 100; kind++) {
        for (int number = 0; number < workspaces; number++) {
          rejections.count(workspace + "-" + number, "too-large", round + " " + kind);
        }
      }
      rejections.write();
      Reachable held = Reachable.from(List.of(rejections));
      assertThat(held.count("Rejections.counts.pending{}"))
          .as("details, and each reason of a workspace")
          .isLessThanOrEqualTo(1_000 + workspaces);
      assertThat(held.count("Rejections.details{key}")).isLessThanOrEqualTo(workspaces);
    }
    store.on();
    rejections.write();
    Reachable held = Reachable.from(List.of(rejections));
    assertThat(held.count("Rejections.counts.pending{}")).isZero();
    assertThat(held.count("Rejections.details{key}")).isZero();
    long counted = 0;
    for (int number = 0; number < workspaces; number++) {
      counted += stored(workspace + "-" + number).stream().mapToLong(Rejection::count).sum();
    }
    assertThat(counted).isEqualTo(3L * 100 * workspaces);
  }

  @Test
  void equalRejectionsShareAnEntry() {
    rejections.write();
    for (int request = 0; request < 10_000; request++) {
      rejections.count(workspace, "unauthenticated", "a wrong secret");
    }
    Reachable held = Reachable.from(List.of(rejections));
    assertThat(held.count("Rejections.counts.pending{}")).isOne();
    rejections.write();
    assertThat(stored(workspace)).extracting(Rejection::count).containsExactly(10_000L);
  }

  @Test
  void kindIsDeletedAtItsAgeAfterItsLastCount() {
    rejections.count(workspace, "too-large", "once");
    rejections.count(workspace, "too-large", "again");
    rejections.write();
    Instant first = clock.instant();
    clock.move(Duration.ofDays(1));
    rejections.count(workspace, "too-large", "again");
    rejections.write();

    ledger.removeOld(first.minusNanos(1_000), "", 1_000);
    assertThat(details()).hasSize(2);
    ledger.removeOld(first, "", 1_000);
    assertThat(details()).containsExactly("again");
    rejections.count(workspace, "too-large", "once");
    rejections.write();
    assertThat(details()).hasSize(2);
  }

  @Test
  void deletionSkipsAKindThatIsBeingCounted() {
    rejections.count(workspace, "too-large", "x");
    rejections.write();
    Instant until = clock.instant();
    var more =
        new java.util.TreeMap<>(
            java.util.Map.of(
                new RejectionLedger.Kind(workspace, "too-large", "x"), CountTable.Seen.at(until)));
    container.inTransaction(
        () -> {
          ledger.add(more);
          Batch batch =
              CompletableFuture.supplyAsync(() -> ledger.removeOld(until, "", 1_000))
                  .orTimeout(5, TimeUnit.SECONDS)
                  .join();
          assertThat(batch.next()).isEqualTo(Optional.empty());
        });
    assertThat(stored(workspace)).extracting(Rejection::count).containsExactly(2L);
  }

  @Test
  void batchReadsNoMoreThanItsLimit() {
    for (int kind = 0; kind < 5; kind++) {
      rejections.count(workspace, "too-large", "kind " + kind);
    }
    rejections.write();
    Instant until = clock.instant();
    Batch batch = ledger.removeOld(until, "", 2);
    assertThat(batch.removed()).isEqualTo(2);
    while (batch.next().isPresent()) {
      batch = ledger.removeOld(until, batch.next().get(), 2);
    }
    assertThat(details()).isEmpty();
  }

  private List<String> kinds() {
    return details().stream().filter(detail -> !detail.isEmpty()).toList();
  }

  private long counted() {
    return stored(workspace).stream().mapToLong(Rejection::count).sum();
  }

  private List<String> details() {
    return stored(workspace).stream().map(Rejection::detail).toList();
  }

  /** Returns the stored counts of a workspace, latest first. */
  private static List<Rejection> stored(String workspace) {
    List<Rejection> found = new ArrayList<>();
    container.inTransaction(
        () ->
            found.addAll(
                container
                    .entities()
                    .createQuery(
                        "select r from Rejection r where r.workspace = :workspace and r.count > 0"
                            + " order by r.lastAt desc",
                        Rejection.class)
                    .setParameter("workspace", workspace)
                    .getResultList()));
    return found;
  }
}

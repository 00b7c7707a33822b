package drawbridge.inbound.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.PastRuns;
import drawbridge.fixture.Plans;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.RequestLimits;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Selection;
import drawbridge.inbound.entity.Uid;
import drawbridge.inbound.entity.UidClaim;
import drawbridge.platform.Age;
import drawbridge.platform.Ids;
import drawbridge.platform.json.Json;
import drawbridge.platform.store.Purge.Batch;
import drawbridge.run.control.Ledger;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workspace.control.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
@Tag("D4")
class OldClaimsTest {

  private static final Duration WINDOW = Duration.ofDays(30);
  private static final String WORKFLOW =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - answer:
            set: {greeting: hello}
      """;

  private static final Queue<Runnable> AFTER_INSERT = new ConcurrentLinkedQueue<>();
  private static MovableClock clock;
  private static DataSource store;
  private static Plans plans;
  private static TestContainer container;
  private static Claims claims;
  private static String workspace;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void setUp(Store on) {
    clock = new MovableClock();
    store = on.open();
    plans = new Plans(store);
    DataSource seen =
        ProxyDataSourceBuilder.create(plans.watched())
            .afterQuery(
                (execution, queries) -> {
                  if (queries.get(0).getQuery().startsWith("insert into uid_claim")) {
                    Optional.ofNullable(AFTER_INSERT.poll()).ifPresent(Runnable::run);
                  }
                })
            .build();
    container =
        new TestContainer(seen)
            .with(Clock.class, clock)
            .with(
                InboundSettings.class,
                new InboundSettings(RequestLimits.DEFAULT, WINDOW, Age.FOREVER));
    claims = container.get(Claims.class);
    workspace = container.get(Workspaces.class).create("default", "a secret").orElseThrow().id();
    container.get(Catalogue.class).save(workspace, "greet", WORKFLOW, DefinitionFormat.YAML);
  }

  @AfterParameterizedClassInvocation
  static void tearDown() {
    container.close();
  }

  /** Deletes the claims of other tests. */
  @BeforeEach
  void deleteOtherClaims() {
    while (claims.removeOld(clock.instant(), "", 500).next().isPresent()) {
      clock.move(Duration.ofMillis(1));
    }
    clock.move(Duration.ofDays(1));
  }

  @Test
  void claimIsDeletedAtTheEndOfItsWindow() {
    accept("one");
    clock.move(WINDOW.minusNanos(1_000));
    assertThat(claim("one")).isPresent();
    assertThat(removeExpired()).isZero();
    clock.move(Duration.ofNanos(1_000));
    assertThat(claim("one")).isEmpty();
    assertThat(removeExpired()).isOne();
    assertThat(accept("one")).isInstanceOf(Acceptance.Accepted.class);
  }

  @Test
  void oldestClaimsAreDeletedFirst() {
    for (int i = 0; i < 5; i++) {
      accept("uid-" + i);
      clock.move(Duration.ofSeconds(1));
    }
    assertThat(claims.removeOld(clock.instant(), "", 2)).isEqualTo(new Batch(2, Optional.of("")));
    assertThat(claim("uid-1")).isEmpty();
    assertThat(claim("uid-2")).isPresent();
    assertThat(claims.removeOld(clock.instant(), "", 4)).isEqualTo(new Batch(3, Optional.empty()));
  }

  @Test
  void concurrentDeletionsSkipLockedClaims() {
    accept("one");
    accept("two");
    container.inTransaction(
        () -> {
          assertThat(claims.removeOld(clock.instant(), "", 1).removed()).isOne();
          assertThat(onAnotherThread(() -> claims.removeOld(clock.instant(), "", 2)).removed())
              .isOne();
          assertThat(onAnotherThread(() -> claims.removeOld(clock.instant(), "", 2)).removed())
              .isZero();
        });
  }

  @Test
  void deletionSkipsAClaimThatIsBeingReplaced() {
    accept("one");
    clock.move(WINDOW);
    container.inTransaction(
        () -> {
          assertThat(accept("one")).isInstanceOf(Acceptance.Accepted.class);
          assertThat(onAnotherThread(OldClaimsTest::removeExpiredBatch).removed()).isZero();
        });
    assertThat(claim("one")).isPresent();
    assertThat(removeExpired()).isZero();
  }

  @Test
  @Tag("D2")
  void claimDeletedBetweenInsertAndReadIsClaimedAgain() {
    accept("one");
    clock.move(WINDOW);
    AFTER_INSERT.add(
        () -> assertThat(onAnotherThread(OldClaimsTest::removeExpiredBatch).removed()).isOne());

    Acceptance second = accept("one");

    assertThat(second).isInstanceOf(Acceptance.Accepted.class);
    assertThat(claim("one").map(UidClaim::runId)).isEqualTo(second.run());
    assertThat(accept("one").run()).isEqualTo(second.run());
  }

  @Test
  @Tag("D2")
  void oneUidStartsOneRunDuringDeletions() throws Exception {
    int senders = 6;
    for (int round = 0; round < 10; round++) {
      String uid = "round-" + round;
      Optional<String> first = accept(uid).run();
      clock.move(WINDOW);

      List<Acceptance> answers = sendDuringDeletion(uid, senders);

      assertThat(answers.stream().filter(Acceptance.Accepted.class::isInstance)).hasSize(1);
      assertThat(answers.stream().map(Acceptance::run).distinct()).hasSize(1);
      Optional<String> run = answers.get(0).run();
      assertThat(run).isNotEqualTo(first);
      assertThat(claim(uid).map(UidClaim::runId)).isEqualTo(run);
      assertThat(container.get(Ledger.class).find(run.orElseThrow())).isPresent();
    }
  }

  @Test
  void noBatchReadsTheWholeTable() throws Exception {
    new PastRuns(store, workspace).runs(20_000, 0, clock.instant());
    plans.analyze();
    plans.clear();
    clock.move(Duration.ofSeconds(20));

    assertThat(claims.removeOld(clock.instant(), "", 20).removed()).isEqualTo(20);

    assertThat(plans.size()).isEqualTo(3);
    assertThat(plans.wholeTables()).isEmpty();
    assertThat(plans.mostRead()).isBetween(20L, 100L);
  }

  private static List<Acceptance> sendDuringDeletion(String uid, int senders) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(senders + 2);
    CyclicBarrier start = new CyclicBarrier(senders + 2);
    try {
      List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
      for (int sender = 0; sender < senders; sender++) {
        answers.add(CompletableFuture.supplyAsync(() -> after(start, () -> accept(uid)), threads));
      }
      for (int node = 0; node < 2; node++) {
        answers.add(
            CompletableFuture.supplyAsync(
                () -> {
                  var unused = after(start, OldClaimsTest::removeExpiredBatch);
                  return accept(uid);
                },
                threads));
      }
      List<Acceptance> all = new ArrayList<>();
      for (CompletableFuture<Acceptance> each : answers) {
        all.add(each.get(60, TimeUnit.SECONDS));
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> T after(CyclicBarrier start, Supplier<T> work) {
    try {
      start.await(10, TimeUnit.SECONDS);
      return work.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Batch removeExpiredBatch() {
    return claims.removeOld(clock.instant().minus(WINDOW), "", 500);
  }

  private static int removeExpired() {
    return removeExpiredBatch().removed();
  }

  private static Batch onAnotherThread(Supplier<Batch> work) {
    return CompletableFuture.supplyAsync(work).orTimeout(5, TimeUnit.SECONDS).join();
  }

  private static Acceptance accept(String uid) {
    RunOrder order = new RunOrder("greet", Json.object(), Json.object(), Optional.of(new Uid(uid)));
    Intake.Request request =
        new Intake.Request(
            workspace,
            Ids.next(clock.millis()),
            Selection.starting(List.of(order)),
            Optional.empty(),
            Optional.empty());
    return container.get(Intake.class).accept(List.of(request)).get(0).get(0);
  }

  private static Optional<UidClaim> claim(String uid) {
    return Optional.ofNullable(claims.find(workspace, List.of(uid)).get(uid));
  }
}

package drawbridge.inbound.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.fixture.MovableClock;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.RequestLimits;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Selection;
import drawbridge.inbound.entity.Uid;
import drawbridge.inbound.entity.UidClaim;
import drawbridge.platform.Age;
import drawbridge.platform.Fault;
import drawbridge.platform.Problem;
import drawbridge.platform.json.Json;
import drawbridge.run.control.Ledger;
import drawbridge.run.entity.Run;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.control.SaveResult;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.QueryCountHolder;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@OnEveryStore
class IntakeTest {

  private static final String WORKFLOW =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - answer:
            set: {greeting: hello}
      """;

  private final MovableClock clock = new MovableClock();
  private final DataSource store;
  private final TestContainer container;
  private final Intake intake;
  private Workspace workspace;

  IntakeTest(Store on) {
    store = on.open();
    container =
        new TestContainer(ProxyDataSourceBuilder.create(store).countQuery().build())
            .with(Clock.class, clock)
            .with(
                InboundSettings.class,
                new InboundSettings(RequestLimits.DEFAULT, Duration.ofDays(30), Age.FOREVER));
    intake = container.get(Intake.class);
  }

  @BeforeEach
  void setUp() {
    workspace = container.get(Workspaces.class).create("default", "a secret").orElseThrow();
    container.get(Catalogue.class).save(workspace.id(), "greet", WORKFLOW, DefinitionFormat.YAML);
  }

  @AfterEach
  void tearDown() {
    container.close();
  }

  @Test
  @Tag("D1")
  void acceptedUidStartsNothingAndNamesTheFirstRun() {
    Acceptance first = accept(order("greet", "one")).get(0);
    Acceptance second = accept(order("greet", "one")).get(0);

    assertThat(first).isInstanceOf(Acceptance.Accepted.class);
    assertThat(second).isInstanceOf(Acceptance.Duplicate.class);
    assertThat(second.run()).isEqualTo(first.run());
  }

  @Test
  @Tag("D5")
  void anotherPayloadWithTheSameUidIsACountedConflict() {
    accept(order("greet", "one"));
    RunOrder other =
        new RunOrder(
            "greet", Json.object(), Json.object().put("other", 1), Optional.of(new Uid("one")));

    Acceptance second = accept(other).get(0);

    assertThat(((Acceptance.Duplicate) second).conflict()).isTrue();
    assertThat(claim("one").conflicts()).isEqualTo(1);
  }

  @Test
  @Tag("D3")
  void rejectedEntryDoesNotSpendItsUid() {
    assertThat(accept(order("unknown", "one")).get(0)).isInstanceOf(Acceptance.Rejected.class);
    assertThat(accept(order("greet", "one")).get(0)).isInstanceOf(Acceptance.Accepted.class);
  }

  @Test
  @Tag("X23")
  void unfitInputIsRejectedWithItsPointersAndStartsNothing() {
    saveWithSchema("{required: [id], properties: {id: {type: integer}}}");

    List<Acceptance> acceptances = accept(order("greet", "one"), with("{\"id\":\"x\"}", "two"));

    assertThat(acceptances).allMatch(Acceptance.Rejected.class::isInstance);
    Problem problem = ((Acceptance.Rejected) acceptances.get(1)).problem();
    assertThat(problem.kind()).isEqualTo("unfit-input");
    assertThat(problem.errors()).extracting(Fault::pointer).containsExactly("/runtime/id");
    assertThat(container.get(Claims.class).find(workspace.id(), List.of("one", "two"))).isEmpty();
  }

  @Test
  @Tag("X23")
  @Tag("D1")
  void acceptedUidIsADuplicateAlsoWhenItsDataNoLongerFits() {
    saveWithSchema("{required: [id]}");
    String run = accept(with("{\"id\":1}", "one")).get(0).run().orElseThrow();

    saveWithSchema("{properties: {id: {type: string}}}");

    Acceptance repeated = accept(with("{\"id\":1}", "one")).get(0);
    assertThat(repeated).isInstanceOf(Acceptance.Duplicate.class);
    assertThat(repeated.run()).hasValue(run);
    assertThat(((Acceptance.Duplicate) repeated).conflict()).isFalse();
    assertThat(intake.preview(workspace.id(), List.of(with("{\"id\":1}", "one"))).get(0))
        .isInstanceOf(Acceptance.Duplicate.class);
  }

  @Test
  @Tag("X23")
  @Tag("B7")
  void unfitEntryLeavesItsUidToTheNextOne() {
    saveWithSchema("{required: [id]}");

    List<Acceptance> acceptances =
        accept(with("{}", "one"), with("{\"id\":1}", "one"), with("{}", "one"), with("{}", "two"));

    assertThat(acceptances)
        .extracting(Acceptance::status)
        .containsExactly("rejected", "accepted", "duplicate", "rejected");
    assertThat(container.get(Claims.class).find(workspace.id(), List.of("one", "two")))
        .containsOnlyKeys("one");
  }

  @Test
  @Tag("X23")
  void dataThatManyEntriesInheritIsCheckedOnce() {
    saveWithSchema("{additionalProperties: {type: integer, minimum: 0, maximum: 9}}");
    ObjectNode shared = Json.object();
    IntStream.range(0, 20_000).forEach(i -> shared.put("m" + i, i % 10));
    ObjectNode presets = Json.object();
    RunOrder[] orders =
        IntStream.range(0, 200)
            .mapToObj(i -> new RunOrder("greet", presets, shared, Optional.empty()))
            .toArray(RunOrder[]::new);

    assertThat(accept(orders)).allMatch(Acceptance.Accepted.class::isInstance);
  }

  @Test
  @Tag("X23")
  void boundOfChecksHoldsForAllEntriesOfARequest() {
    saveWithSchema("{properties: {t: {allOf: [" + "{maxLength: 5}, ".repeat(500) + "{}]}}}");
    RunOrder[] orders =
        IntStream.range(0, 50)
            .mapToObj(i -> with("{\"t\":\"" + "a".repeat(10_000) + i + "\"}", "u" + i))
            .toArray(RunOrder[]::new);

    List<Acceptance> acceptances = accept(orders);

    assertThat(((Acceptance.Rejected) acceptances.get(0)).problem().errors()).hasSize(51);
    assertThat(((Acceptance.Rejected) acceptances.get(49)).problem().detail())
        .isEqualTo("cannot be checked against the schema: it takes more than 20000000 steps");
    assertThat(accept(with("{\"t\":\"a\"}", "u49")).get(0)).isInstanceOf(Acceptance.Accepted.class);
  }

  private void saveWithSchema(String runtime) {
    var saved =
        container
            .get(Catalogue.class)
            .save(
                workspace.id(),
                "greet",
                WORKFLOW
                    + "input: {schema: {document: {properties: {runtime: "
                    + runtime
                    + "}}}}\n",
                DefinitionFormat.YAML);
    assertThat(saved).isInstanceOf(SaveResult.Kept.class);
  }

  private static RunOrder with(String runtime, String uid) {
    return new RunOrder("greet", Json.object(), Json.read(runtime), Optional.of(new Uid(uid)));
  }

  @Test
  @Tag("D4")
  void uidIsReleasedAfterItsWindowOrByAnOperator() {
    Optional<String> first = accept(order("greet", "one")).get(0).run();
    clock.move(Duration.ofDays(30).minusSeconds(1));
    assertThat(accept(order("greet", "one")).get(0).run()).isEqualTo(first);
    clock.move(Duration.ofSeconds(2));
    assertThat(accept(order("greet", "one")).get(0)).isInstanceOf(Acceptance.Accepted.class);

    assertThat(container.get(Claims.class).release(workspace.id(), "one")).isTrue();
    assertThat(container.get(Claims.class).release(workspace.id(), "one")).isFalse();
    assertThat(accept(order("greet", "one")).get(0)).isInstanceOf(Acceptance.Accepted.class);
  }

  @Test
  @Tag("B7")
  void sameUidTwiceInABatchStartsOneRun() {
    List<Acceptance> acceptances = accept(order("greet", "one"), order("greet", "one"));

    assertThat(acceptances.get(0)).isInstanceOf(Acceptance.Accepted.class);
    assertThat(acceptances.get(1)).isInstanceOf(Acceptance.Duplicate.class);
    assertThat(acceptances.get(1).run()).isEqualTo(acceptances.get(0).run());
  }

  @Test
  @Tag("B6")
  void batchOfAThousandTakesAFewRoundTrips() {
    RunOrder[] orders =
        IntStream.range(0, 1000).mapToObj(i -> order("greet", "uid-" + i)).toArray(RunOrder[]::new);
    QueryCountHolder.clear();

    List<Acceptance> acceptances = accept(orders);

    assertThat(acceptances).allMatch(Acceptance.Accepted.class::isInstance);
    assertThat(QueryCountHolder.getGrandTotal().getTotal()).isLessThanOrEqualTo(10);
    assertThat(acceptances.stream().map(a -> a.run().orElseThrow()).distinct()).hasSize(1000);
  }

  @Test
  void duplicateTakesThreeStatements() {
    accept(order("greet", "one"));
    QueryCountHolder.clear();

    accept(order("greet", "one"));

    assertThat(QueryCountHolder.getGrandTotal().getTotal()).isLessThanOrEqualTo(3);
  }

  @Test
  @Tag("D2")
  void concurrentRequestsWithOneUidStartExactlyOneRun() throws Exception {
    int senders = 16;
    for (int round = 0; round < 10; round++) {
      String uid = "round-" + round;
      List<Acceptance> answers = together(senders, i -> () -> accept(order("greet", uid)).get(0));

      assertThat(answers.stream().filter(Acceptance.Accepted.class::isInstance)).hasSize(1);
      assertThat(answers.stream().map(Acceptance::run).distinct()).hasSize(1);
      String run = answers.get(0).run().orElseThrow();
      assertThat(container.get(Ledger.class).find(run).map(Run::uid)).contains(uid);
    }
  }

  @Test
  @Tag("D2")
  void overlappingBatchesDoNotDeadlock() throws Exception {
    for (int round = 0; round < 10; round++) {
      List<RunOrder> orders = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        orders.add(order("greet", "round-" + round + "-" + i));
      }
      List<RunOrder> opposite = new ArrayList<>(orders);
      Collections.reverse(opposite);

      List<List<Acceptance>> answers =
          together(8, i -> () -> accept((i % 2 == 0 ? orders : opposite).toArray(RunOrder[]::new)));

      long accepted =
          answers.stream()
              .flatMap(List::stream)
              .filter(Acceptance.Accepted.class::isInstance)
              .count();
      assertThat(accepted).isEqualTo(50);
    }
  }

  @Test
  @Tag("R7")
  void previewStoresNothing() {
    List<Acceptance> preview = intake.preview(workspace.id(), List.of(order("greet", "one")));

    assertThat(preview.get(0)).isInstanceOf(Acceptance.Accepted.class);
    assertThat(container.get(Claims.class).find(workspace.id(), List.of("one"))).isEmpty();
    assertThat(accept(order("greet", "one")).get(0)).isInstanceOf(Acceptance.Accepted.class);
  }

  @Test
  @Tag("X1")
  void runIsPinnedToTheVersionAtItsAcceptance() {
    String run = accept(order("greet", "one")).get(0).run().orElseThrow();
    container
        .get(Catalogue.class)
        .save(workspace.id(), "greet", WORKFLOW.replace("hello", "bye"), DefinitionFormat.YAML);

    Run pinned = container.get(Ledger.class).find(run).orElseThrow();
    assertThat(pinned.version()).isEqualTo(1);
    assertThat(container.get(Catalogue.class).version(pinned.workflowId(), 1).orElseThrow().id())
        .isEqualTo(pinned.versionId());
  }

  private List<Acceptance> accept(RunOrder... orders) {
    return intake
        .accept(
            List.of(
                new Intake.Request(
                    workspace.id(),
                    "request",
                    Selection.starting(List.of(orders)),
                    Optional.empty(),
                    Optional.empty())))
        .get(0);
  }

  private static RunOrder order(String workflow, String uid) {
    return new RunOrder(workflow, Json.object(), Json.object(), Optional.of(new Uid(uid)));
  }

  private UidClaim claim(String uid) {
    Map<String, UidClaim> found = container.get(Claims.class).find(workspace.id(), List.of(uid));
    return found.values().iterator().next();
  }

  private interface Sender<T> {
    Callable<T> number(int index);
  }

  /** Runs work on several threads that start together. */
  private static <T> List<T> together(int count, Sender<T> sender) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    CyclicBarrier start = new CyclicBarrier(count);
    try {
      List<Future<T>> pending = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Callable<T> work = sender.number(i);
        pending.add(
            threads.submit(
                () -> {
                  start.await(10, TimeUnit.SECONDS);
                  return work.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : pending) {
        results.add(one.get(60, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}

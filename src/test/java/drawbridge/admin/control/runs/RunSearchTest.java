package drawbridge.admin.control.runs;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import drawbridge.platform.Ids;
import drawbridge.run.control.Ledger;
import drawbridge.run.control.RunInserts;
import drawbridge.run.control.RunTransitions;
import drawbridge.run.entity.NewRun;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.control.VersionResolver;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.entity.PinnedVersion;
import drawbridge.workspace.control.Workspaces;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@OnEveryStore
class RunSearchTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final String REQUEST = Ids.next(0);
  private static final String GREET =
      """
      document: {dsl: 1.0.1, namespace: test, name: greet, version: 1.0.0}
      do:
        - greet: {set: {greeting: hello}}
      """;

  private final DataSource opened;
  private final TestContainer container;
  private final Ledger ledger;
  private final RunInserts inserts;
  private final RunTransitions transitions;
  private final RunSearch search;
  private final ExecutorService threads = Executors.newSingleThreadExecutor();
  private String workspace;
  private PinnedVersion greet;
  private int made;

  RunSearchTest(Store store) {
    opened = store.open();
    container = new TestContainer(opened).with(Clock.class, Clock.fixed(NOON, ZoneOffset.UTC));
    ledger = container.get(Ledger.class);
    inserts = container.get(RunInserts.class);
    transitions = container.get(RunTransitions.class);
    search = container.get(RunSearch.class);
  }

  @BeforeEach
  void setUp() {
    workspace = container.get(Workspaces.class).create("default", "a secret").orElseThrow().id();
    Catalogue catalogue = container.get(Catalogue.class);
    catalogue.save(workspace, "greet", GREET, DefinitionFormat.YAML);
    greet =
        Objects.requireNonNull(
            container.get(VersionResolver.class).resolve(workspace, List.of("greet")).get("greet"),
            "saved");
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    container.close();
  }

  @Test
  void pagesAreNewestFirstAndComplete() {
    List<String> ids = new ArrayList<>();
    for (int run = 0; run < 5; run++) {
      ids.add(0, open("{}", Optional.empty(), Optional.empty()));
    }

    List<String> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      RunSearch.Page page = search.find(workspace, before(cursor));
      page.runs().forEach(run -> seen.add(run.runId()));
      cursor = page.next();
    } while (cursor.isPresent());

    assertThat(seen).isEqualTo(ids);
    assertThat(search.find(Ids.next(9), Queries.all(50)).runs()).isEmpty();
  }

  @Test
  void runThatChangesItsStateIsFoundOnce() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int run = 0; run < 20; run++) {
      ids.add(0, open("{}", Optional.empty(), Optional.empty()));
    }
    AtomicBoolean isSearching = new AtomicBoolean(true);
    CountDownLatch changed = new CountDownLatch(3);
    Future<?> changing =
        threads.submit(
            () -> {
              while (isSearching.get()) {
                move("QUEUED", "SUCCEEDED");
                move("SUCCEEDED", "QUEUED");
                changed.countDown();
              }
              return null;
            });
    changed.await();

    for (int look = 0; look < 300; look++) {
      RunSearch.Page page = search.find(workspace, Queries.all(50));
      assertThat(page.runs()).extracting(RunLine::runId).isEqualTo(ids);
    }
    isSearching.set(false);
    changing.get();
  }

  private void move(String from, String to) throws SQLException {
    try (Connection connection = opened.getConnection();
        PreparedStatement update =
            connection.prepareStatement("update run set state = ? where state = ?")) {
      update.setString(1, to);
      update.setString(2, from);
      update.executeUpdate();
    }
  }

  @Test
  void everyFilterNarrows() {
    String first = open("{\"a\":\"100%\"}", Optional.of("order-1"), Optional.empty());
    String second = open("{\"a\":\"100x\"}", Optional.empty(), Optional.of(first));
    transitions.cancel(second);

    assertThat(find("status", RunState.QUEUED)).containsExactly(first);
    assertThat(find("status", RunState.CANCELLED)).containsExactly(second);
    assertThat(find("workflow", "greet")).containsExactly(second, first);
    assertThat(find("workflow", greet.workflowId())).hasSize(2);
    assertThat(find("workflow", "gree")).isEmpty();
    assertThat(find("uid", "order-1")).containsExactly(first);
    assertThat(find("request", REQUEST)).hasSize(2);
    assertThat(find("from", NOON)).hasSize(2);
    assertThat(find("to", NOON)).isEmpty();
    assertThat(find("text", "100%")).containsExactly(first);
    assertThat(find("text", "order-")).containsExactly(first);
    assertThat(find("text", "en_")).isEmpty();
    assertThat(find("text", "\"en\"")).hasSize(2);
    String quoting = open("{\"a\":\"say \\\"hi\\\"\"}", Optional.empty(), Optional.empty());
    assertThat(find("text", "say \"hi\"")).containsExactly(quoting);
  }

  @Test
  @Tag("O3")
  void textFindsIdsOutputsAndAnyCase() throws SQLException {
    String run = open("{\"name\":\"ADA Lovelace\"}", Optional.of("Order-1"), Optional.empty());
    String other = open("{}", Optional.empty(), Optional.empty());
    try (Connection connection = opened.getConnection();
        PreparedStatement update =
            connection.prepareStatement("update run set output = ? where id = ?")) {
      update.setString(1, "{\"Total\":\"A \\\"B\\\"\"}");
      update.setString(2, other);
      update.executeUpdate();
    }

    assertThat(find("text", "ada love")).containsExactly(run);
    assertThat(find("text", "oRDER-")).containsExactly(run);
    assertThat(find("text", "total")).containsExactly(other);
    assertThat(find("text", "a \"b\"")).containsExactly(other);
    assertThat(find("text", " " + run.toUpperCase(Locale.ROOT))).containsExactly(run);
    assertThat(find("text", run.substring(10))).containsExactly(run);
    assertThat(find("text", run.substring(0, 8) + "…" + run.substring(32))).containsExactly(run);
    assertThat(find("text", REQUEST)).containsExactly(other, run);
    assertThat(find("text", REQUEST.substring(9))).containsExactly(other, run);
    assertThat(find("text", Ids.next(9))).isEmpty();
    assertThat(search.count(workspace, Queries.all(1), 5)).isEqualTo(2);
    assertThat(search.count(workspace, Queries.all(1), 1)).isEqualTo(1);
    assertThat(search.count(Ids.next(9), Queries.all(1), 5)).isZero();
  }

  @Test
  void longTextSearchEndsEarlyWithACursor() {
    String oldest = open("{\"needle\":1}", Optional.empty(), Optional.empty());
    for (int run = 0; run < 520; run++) {
      open("{}", Optional.empty(), Optional.empty());
    }
    Clock hurrying = new Hurrying();
    try (TestContainer other = new TestContainer(opened).with(Clock.class, hurrying)) {
      RunSearch hurried = other.get(RunSearch.class);
      RunSearch.Page first = hurried.find(workspace, needle(Optional.empty()));
      assertThat(first.runs()).isEmpty();
      assertThat(first.looked()).isEqualTo(500);
      RunSearch.Page second = hurried.find(workspace, needle(first.next()));
      assertThat(second.runs()).extracting(RunLine::runId).containsExactly(oldest);
      assertThat(second.next()).isEmpty();
    }
  }

  @Test
  void lineageNamesChildrenAndReplays() {
    String first = open("{}", Optional.empty(), Optional.empty());
    String replay = open("{}", Optional.empty(), Optional.of(first));
    Run run = ledger.find(first).orElseThrow();

    assertThat(search.lineage(run)).isEqualTo(new RunSearch.Lineage(List.of(), List.of(replay)));
    assertThat(search.states(List.of(first, Ids.next(5))))
        .containsOnly(java.util.Map.entry(first, RunState.QUEUED));
  }

  /** A clock that advances by a second at each reading. */
  private static final class Hurrying extends Clock {
    private Instant now = NOON;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      now = now.plusSeconds(1);
      return now;
    }
  }

  private static RunQuery needle(Optional<String> before) {
    Optional<String> none = Optional.empty();
    Optional<Instant> ever = Optional.empty();
    return new RunQuery(
        Optional.empty(),
        none,
        none,
        none,
        none,
        none,
        ever,
        ever,
        Optional.of("needle"),
        before,
        50);
  }

  private List<String> find(String filter, Object value) {
    RunQuery query =
        new RunQuery(
            only(filter, "status", value, RunState.class),
            only(filter, "workflow", value, String.class),
            only(filter, "uid", value, String.class),
            only(filter, "request", value, String.class),
            only(filter, "replay", value, String.class),
            only(filter, "issue", value, String.class),
            only(filter, "from", value, Instant.class),
            only(filter, "to", value, Instant.class),
            only(filter, "text", value, String.class),
            Optional.empty(),
            50);
    return search.find(workspace, query).runs().stream().map(RunLine::runId).toList();
  }

  @Test
  @Tag("X18")
  void aFailedRunShowsItsReasonAndIsFoundByIt() throws SQLException {
    String failed = open("{}", Optional.empty(), Optional.empty());
    open("{}", Optional.empty(), Optional.empty());
    String problem =
        "{\"type\":\"https://example.org/bad\",\"status\":503,\"title\":\"Down\","
            + "\"detail\":\"the answer's status is 503\",\"task\":{\"name\":\"ask\",\"pointer\":"
            + "\"/do/0/ask\"},\"body\":\"quota \\\"gold\\\" used up\",\"headers\":{\"x\":\""
            + "y".repeat(ProblemLine.BEGINNING)
            + "\"}}";
    try (Connection connection = opened.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update run set state = 'FAILED', problem = ? where id = ?")) {
      update.setString(1, problem);
      update.setString(2, failed);
      update.executeUpdate();
    }
    for (String text : List.of("example.org/bad", "quota \"gold\" used", "/do/0/ask")) {
      assertThat(find("text", text)).as(text).containsExactly(failed);
    }
    assertThat(search.find(workspace, Queries.all(2)).runs())
        .extracting(RunLine::problem)
        .containsExactly(
            null,
            new ProblemLine(
                "https://example.org/bad",
                503,
                "Down",
                "the answer's status is 503",
                "ask",
                "quota \"gold\" used up"));
  }

  private static <T> Optional<T> only(String filter, String name, Object value, Class<T> type) {
    return filter.equals(name) ? Optional.of(type.cast(value)) : Optional.empty();
  }

  private static RunQuery before(Optional<String> cursor) {
    RunQuery all = Queries.all(2);
    return new RunQuery(
        all.status(),
        all.workflow(),
        all.uid(),
        all.request(),
        all.replay(),
        all.issue(),
        all.from(),
        all.to(),
        all.text(),
        cursor,
        all.limit());
  }

  private String open(String runtime, Optional<String> uid, Optional<String> replayOf) {
    String id = Ids.next(NOON.toEpochMilli() + made++);
    inserts.insert(
        List.of(
            new NewRun(
                id,
                workspace,
                greet,
                uid,
                REQUEST,
                "{\"language\":\"en\"}",
                runtime,
                Optional.empty(),
                replayOf,
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
    return id;
  }
}

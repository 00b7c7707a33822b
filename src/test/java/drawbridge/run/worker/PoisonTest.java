package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import drawbridge.fixture.ExtremeJson;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import drawbridge.run.entity.RunState;
import drawbridge.run.entity.Step;
import drawbridge.workflow.control.SaveResult;
import drawbridge.workflow.definition.DefinitionFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value is refused where it is made, or readable for ever; a damaged row fails its run. */
@OnEveryStore
class PoisonTest {

  private static TestNode node;
  private static HttpServer answers;
  private static volatile byte[] answer = new byte[0];

  private static final String ABOVE_THE_LIMIT =
      "update step set output = repeat('x', "
          + (TestNode.LIMITS.stored() + 1)
          + ") where run_id = ?1 and task = 'a'";

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void start(Store store) throws IOException {
    node = new TestNode(store.open());
    answers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answers.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    answers.start();
    String call =
        "{call: http, with: {method: GET, endpoint: 'http://127.0.0.1:%d/'}}"
            .formatted(answers.getAddress().getPort());
    node.saveTasks("copy", "  - copy: {set: {copy: '{{runtime}}'}}\n");
    node.saveTasks("get", "  - get: " + call + "\n  - keep: {set: {kept: '${ . }'}}\n");
    node.saveTasks("wait", "  - a: {set: {a: 1}}\n  - pause: {wait: {seconds: 5}}\n");
    node.saveTasks(
        "parent",
        """
          - tried:
              try: [{child: {run: {workflow: {name: wait, namespace: tests, version: '1.0.0'}}}}]
              catch:
                errors: {with: {status: 500}}
                as: why
                do: [{caught: {set: {detail: '${ $why.detail }'}}}]
        """);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    answers.stop(0);
    node.close();
  }

  /** Also what earlier versions accepted and stored: a run ends, and its rows can be read. */
  @Test
  void dataBeyondEachLimitEndTheirRun() {
    for (ExtremeJson each : ExtremeJson.all()) {
      if (!each.isUnwritable()) {
        JsonNode data = Json.object().set("value", each.tree());
        String run = node.start("copy", Json.write(data));
        node.runDue();
        assertEnded(run, each);
        assertThat(node.state(run) == RunState.SUCCEEDED).isEqualTo(isKeptInside(each));
      }
    }
  }

  @Test
  void answersBeyondEachLimitFailTheirTask() {
    for (ExtremeJson each : ExtremeJson.all()) {
      answer =
          each.isUnwritable()
              ? "{\"a\": \"\\ud800\"}".getBytes(StandardCharsets.UTF_8)
              : Json.write(each.tree()).getBytes(StandardCharsets.UTF_8);
      String run = node.start("get");
      node.runDue();
      assertEnded(run, each);
      if (each.isKept()) {
        assertThat(Json.readOrNull(node.steps(run).get(0).output())).isNotNull();
      } else {
        assertThat(node.problem(run, "type")).as(each.name()).endsWith("/communication");
        assertThat(node.problem(run, "detail")).contains("beyond a limit");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{(\"k\" * 60000): 1}",
        "reduce range(499) as $i ({}; {a: .})",
        "\"1e\" + \"9\" * 9 | tonumber",
        "\"9\" * 1000 + \"e200000\" | tonumber",
        "1e999999999",
      })
  void valuesThatExpressionsMakeBeyondALimitFailTheirTask(String program) {
    node.saveTasks("jq", "  - made: {set: {value: '${ " + program + " }'}}\n");
    String run = node.start("jq");
    node.runDue();
    assertThat(node.state(run)).isEqualTo(RunState.FAILED);
    assertThat(node.problem(run, "type")).endsWith("/expression");
  }

  /** Text of a number is as long as the number's; calculating makes it a double. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e99999 | tostring",
        "1e99999 + 1",
        "[1e99999, 1e-99999] | add",
        "1e99999 == 1e99998",
        "[1e99999, 9e99998] | sort",
        "1e99999 % 7",
        "1e99999 | floor | tojson",
        "-1e99999 | abs | @text",
      })
  void hugeExponentsCostNoMoreThanTheirText(String program) {
    node.saveTasks("huge", "  - made: {set: {value: '${ " + program + " }'}}\n");
    String run = node.start("huge");
    long start = System.nanoTime();
    node.runDue();
    assertThat(node.state(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(node.output(run).length()).isLessThan(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"runtime", "state_values"})
  void damagedRunFailsWithThatReason(String column) {
    String run = node.start("wait");
    damage("update run set " + column + " = '{\"secret\": hunter2' where id = ?1", run);
    node.runDue();
    assertThat(node.state(run)).isEqualTo(RunState.FAILED);
    assertThat(node.problem(run, "title")).isEqualTo("Stored data are unreadable");
    assertThat(node.problem(run, "detail")).contains("cannot be read").doesNotContain("hunter2");
    assertThat(node.problem(run, "next")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"output = '{'", "status = 'LOST'"})
  void damagedJournalFailsItsRun(String change) {
    String run = node.start("wait");
    node.runDue();
    damage("update step set " + change + " where run_id = ?1 and task = 'a'", run);
    node.advance(Duration.ofSeconds(6));
    assertThat(node.state(run)).isEqualTo(RunState.FAILED);
    assertThat(node.problem(run, "detail")).startsWith("The journal, step /0 cannot be read");
  }

  @Test
  void damagedRunCanBeCancelled() {
    String run = node.start("wait");
    damage("update run set runtime = '[' where id = ?1", run);
    node.cancel(run);
    node.runDue();
    assertThat(node.state(run)).isEqualTo(RunState.CANCELLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"runtime", "output"})
  void parentOfADamagedRunGetsItsError(String column) {
    String parent = node.start("parent");
    node.runDue();
    String child = childOf(parent);
    if (column.equals("runtime")) {
      damage("update run set runtime = '[' where id = ?1", child);
      node.advance(Duration.ofSeconds(6));
    } else {
      damage("update run set parent_run = null, parent_step = null where id = ?1", child);
      node.advance(Duration.ofSeconds(6));
      damage("update run set output = '[' where id = ?1", child);
      damage("update run set parent_run = '" + parent + "' where id = ?1", child);
      damage("update run set due_at = 1 where id = ?1", parent);
    }
    node.advance(Duration.ofSeconds(6));
    assertThat(node.output(parent)).contains("cannot be read");
  }

  /** Its journal is no JSON, so that reading it would give another reason. */
  @Test
  @Tag("X7")
  void journalAboveItsLimitFailsItsRunUnread() {
    String run = start("wait");
    damage(ABOVE_THE_LIMIT, run);
    node.advance(Duration.ofSeconds(6));
    assertThat(node.state(run)).isEqualTo(RunState.FAILED);
    assertThat(node.problem(run, "title")).isEqualTo("Limit passed");
    assertThat(node.problem(run, "detail")).contains("stored bytes per run");
    assertThat(node.problem(run, "next")).contains("drawbridge.run.max-stored");
  }

  @Test
  @Tag("X7")
  void journalAboveItsLimitHindersNoCancel() {
    String run = start("wait");
    damage(ABOVE_THE_LIMIT, run);
    node.cancel(run);
    node.advance(Duration.ofSeconds(6));
    assertThat(node.state(run)).isEqualTo(RunState.CANCELLED);
  }

  /** A node of the later version executes the run; this one executes the others. */
  @Test
  void runOfALaterVersionHoldsUpNoOthers() {
    String later = node.start("copy");
    damage("update run set semantics = 99 where id = ?1", later);
    String next = node.start("copy");
    node.runDue();
    assertThat(node.state(next)).isEqualTo(RunState.SUCCEEDED);
    assertThat(node.state(later)).isEqualTo(RunState.QUEUED);
    node.cancel(later);
    assertThat(node.state(later)).isEqualTo(RunState.CANCELLED);
  }

  @Test
  void childWhoseNameTheStoreCannotLookForIsAnError() {
    node.saveTasks(
        "named",
        "  - child: {run: {workflow: {name: '${ \"a\\u0000\" }', namespace: x, version: latest}}}\n");
    String run = node.start("named");
    node.runDue();
    assertThat(node.problem(run, "type")).endsWith("/configuration");
  }

  /** PostgreSQL keeps no U+0000 in the column that has the name of a task. */
  @Test
  void taskWhoseNameTheStoreCannotKeepIsRefusedAtSave() {
    String definition =
        """
        {"document": {"dsl": "1.0.0", "namespace": "tests", "name": "odd", "version": "1.0.0"},
         "do": [{"a\\u0000b": {"set": {"a": 1}}}]}
        """;
    assertThat(node.catalogue.save(node.workspace, "odd", definition, DefinitionFormat.JSON))
        .isInstanceOf(SaveResult.Refused.class);
  }

  private static String childOf(String parent) {
    AtomicReference<String> child = new AtomicReference<>("");
    node.container.inTransaction(
        () ->
            child.set(
                (String)
                    node.container
                        .entities()
                        .createNativeQuery("select id from run where parent_run = ?1")
                        .setParameter(1, parent)
                        .getSingleResult()));
    return Objects.requireNonNull(child.get());
  }

  private static boolean isKeptInside(ExtremeJson each) {
    return each.isKept() && !each.name().equals("depth");
  }

  private static void assertEnded(String run, ExtremeJson each) {
    assertThat(node.state(run).isFinal()).as(each.name()).isTrue();
    assertReadable(node.run(run).output(), node.run(run).states(), node.run(run).problem());
    for (Step step : node.steps(run)) {
      assertReadable(step.input(), step.output(), step.error());
    }
  }

  private static void assertReadable(@Nullable String... texts) {
    for (String text : texts) {
      assertThatCode(() -> Json.readOrNull(text)).doesNotThrowAnyException();
      assertThatCode(() -> JsonBinding.document(text)).doesNotThrowAnyException();
    }
  }

  /** Starts a run and executes it until it waits. */
  private static String start(String workflow) {
    String run = node.start(workflow);
    node.runDue();
    assertThat(node.state(run)).isEqualTo(RunState.WAITING);
    return run;
  }

  private static void damage(String sql, String id) {
    node.container.inTransaction(
        () ->
            assertThat(
                    node.container
                        .entities()
                        .createNativeQuery(sql)
                        .setParameter(1, id)
                        .executeUpdate())
                .isEqualTo(1));
  }
}

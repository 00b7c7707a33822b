package drawbridge.run.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.run.entity.RunState;
import drawbridge.run.entity.Step;
import drawbridge.run.interpreter.StepKeys;
import drawbridge.run.worker.TestNode;
import drawbridge.workflow.entity.PinnedVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
class ReplaysTest {

  private static final List<String> CALLS = Collections.synchronizedList(new ArrayList<>());
  private static TestNode node;
  private static HttpServer server;
  private static volatile String broken = "";

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void start(Store store) throws IOException {
    node = new TestNode(store.open());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          CALLS.add(path + " " + exchange.getRequestHeaders().getFirst("Idempotency-Key"));
          exchange.getRequestBody().readAllBytes();
          byte[] body = ("{\"n\":" + CALLS.size() + "}").getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(path.equals(broken) ? 500 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    server.stop(0);
    node.close();
  }

  @BeforeEach
  void reset() {
    CALLS.clear();
    broken = "";
  }

  private static String call(String name, String path) {
    return "  - %s: {call: http, with: {method: GET, endpoint: 'http://127.0.0.1:%d%s'}}%n"
        .formatted(name, server.getAddress().getPort(), path);
  }

  private static ReplayOutcome from(String run, PinnedVersion version, String key) {
    return node.container.get(Replays.class).from(node.run(run), version, key);
  }

  private static String started(ReplayOutcome replayed) {
    return replayed.match(
        ReplayOutcome.Started::runId,
        impossible -> {
          throw new AssertionError(impossible.detail());
        });
  }

  private static String refusal(ReplayOutcome replayed) {
    return replayed.match(started -> "started", ReplayOutcome.Impossible::detail);
  }

  @Test
  void stepsBeforeTheFirstOneAreCopiedAndNotRepeated() {
    PinnedVersion version =
        node.saveTasks(
            "line",
            "  - start: {set: {a: 1}}\n"
                + call("one", "/one")
                + call("two", "/two")
                + "  - last: {set: {a: '{{states.a.value}}', one: '{{states.one.output.n}}', two:"
                + " '{{states.two.output.n}}'}}\n");
    broken = "/two";
    String run = node.start("line");
    node.runDue();
    assertThat(node.state(run)).isEqualTo(RunState.FAILED);
    broken = "";

    String replay = started(from(run, version, "/2"));
    node.runDue();

    assertThat(node.output(replay)).isEqualTo("{\"a\":1,\"one\":1,\"two\":3}");
    assertThat(node.run(replay).replayOf()).isEqualTo(run);
    assertThat(CALLS)
        .containsExactly("/one " + run + ":/1", "/two " + run + ":/2", "/two " + replay + ":/2");
    assertThat(node.steps(replay)).extracting(Step::position).containsExactly(0, 1, 2, 3);
    assertThat(node.steps(run)).hasSize(3);
  }

  @Test
  void aReplayMayStartAtAnIterationOfALoop() {
    PinnedVersion version =
        node.saveTasks(
            "loop",
            "  - each:\n      for: {in: '${ [1,2,3] }'}\n      do:\n"
                + call("one", "/x").indent(4)
                + "  - last: {set: {n: '{{states.one.output.n}}'}}\n");
    String run = node.start("loop");
    node.runDue();
    String replay = started(from(run, version, "/0[1]/0"));
    node.runDue();
    assertThat(node.output(replay)).isEqualTo("{\"n\":5}");
    assertThat(CALLS.subList(3, 5))
        .containsExactly("/x " + replay + ":/0[1]/0", "/x " + replay + ":/0[2]/0");
  }

  @Test
  void aReplayFromAContainerRepeatsAllItsSteps() {
    PinnedVersion version =
        node.saveTasks(
            "nested",
            call("before", "/before")
                + "  - group:\n      timeout: {after: PT10S}\n      do:\n"
                + call("inside", "/inside").indent(4)
                + "      - pause: {wait: {seconds: 5}}\n");
    String run = node.start("nested");
    node.advance(Duration.ofSeconds(6));
    String group = started(from(run, version, "/1"));
    node.clock.move(Duration.ofHours(1));
    node.runDue();
    assertThat(node.state(group)).isEqualTo(RunState.WAITING);
    String inside = started(from(run, version, "/1/1"));
    node.advance(Duration.ofSeconds(6));
    assertThat(node.state(group)).isEqualTo(RunState.SUCCEEDED);
    assertThat(node.state(inside)).isEqualTo(RunState.SUCCEEDED);
    assertThat(CALLS.stream().map(call -> call.substring(0, call.indexOf(' '))))
        .containsExactly("/before", "/inside", "/inside");
  }

  @Test
  void anUnknownStepIsRefused() {
    PinnedVersion version = node.saveTasks("plain", "  - one: {set: {a: 1}}\n");
    String run = node.start("plain");
    node.runDue();
    assertThat(refusal(from(run, version, "/7"))).contains("no step '/7'");
  }

  @Test
  void theLatestDefinitionMustHaveTheSameCopiedSteps() {
    node.saveVersion("grown", "1.0.0", "  - a: {set: {x: 1}}\n" + call("b", "/b"));
    String run = node.start("grown");
    node.runDue();

    PinnedVersion longer =
        node.saveVersion(
            "grown",
            "1.1.0",
            "  - a: {set: {x: 1}}\n"
                + call("b", "/c")
                + "  - c: {set: {y: '{{states.x.value}}'}}\n");
    String replay = started(from(run, longer, "/1"));
    node.runDue();
    assertThat(node.output(replay)).isEqualTo("{\"y\":1}");
    assertThat(CALLS.get(1)).startsWith("/c ");

    PinnedVersion other =
        node.saveVersion("grown", "1.2.0", "  - z: {set: {x: 1}}\n" + call("b", "/b"));
    assertThat(refusal(from(run, other, "/1")))
        .contains("Step '/0' is 'a' (set)")
        .contains("'z' (set)");
    PinnedVersion shorter = node.saveVersion("grown", "1.3.0", "  - a: {set: {x: 1}}\n");
    assertThat(refusal(from(run, shorter, "/1"))).contains("Step '/1'").contains("nothing");
  }

  @Test
  void eachKeyOfAJournalNamesItsTask() {
    PinnedVersion version =
        node.saveTasks(
            "keys",
            """
              - tried:
                  timeout: {after: PT1H}
                  try:
                    - retried:
                        try:
                          - fails: {raise: {error: {type: 'https://example.org/x', status: 500}}}
                        catch:
                          retry: {delay: {seconds: 1}, limit: {attempt: {count: 1, duration: PT5S}}}
                  catch:
                    do:
                      - again: {set: {n: "${ ($context.states.n.value // 0) + 1 }"}}
              - fork:
                  fork:
                    branches:
                      - left: {set: {l: 1}}
                      - right:
                          do:
                            - deep: {wait: {seconds: 1}}
                            - deeper: {set: {r: 1}}
              - back:
                  switch:
                    - more: {when: "${ $context.states.n.value < 2 }", then: tried}
            """);
    String run = node.start("keys");
    node.advance(Duration.ofSeconds(10));
    assertThat(node.state(run)).isEqualTo(RunState.SUCCEEDED);
    var definition =
        node.catalogue
            .compile(version.versionId())
            .match(
                read -> read,
                faults -> {
                  throw new AssertionError(faults);
                });
    assertThat(node.steps(run))
        .hasSizeGreaterThan(15)
        .allSatisfy(
            step ->
                assertThat(StepKeys.find(definition, step.key()))
                    .as(step.key())
                    .contains(new StepKeys.Named(step.task(), step.kind())));
    for (String nowhere : List.of("", "/9", "/0[1]", "/1/5", "/2!", "x", "/0@1/0/0", "/0 ")) {
      assertThat(StepKeys.find(definition, nowhere)).isEmpty();
    }
    assertThat(
            Map.of("/1", "/1", "/1/0", "/1", "/1[0]/2", "/1", "/1@1/0", "/1", "/1!/0", "/1")
                .entrySet())
        .allMatch(e -> StepKeys.isWithin(e.getKey(), e.getValue()));
    assertThat(StepKeys.isWithin("/10", "/1")).isFalse();
    assertThat(StepKeys.isWithin("/1~2", "/1")).isFalse();
  }
}

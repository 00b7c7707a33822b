package drawbridge.workflow.graph;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.definition.DefinitionReader;
import drawbridge.workflow.definition.SourceLines;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TaskGraphTest {

  private static final String HEAD =
      "document: {dsl: 1.0.0, namespace: tests, name: one, version: 1.0.0}\n";

  private static TaskGraph graph(String rest) {
    String text = HEAD + rest;
    return new DefinitionReader()
        .read(text, DefinitionFormat.YAML)
        .match(
            sound -> TaskGraph.of(sound, new SourceLines(text, DefinitionFormat.YAML)),
            faults -> {
              throw new AssertionError(faults.toString());
            });
  }

  /** Returns id, kind, name and detail of each node. */
  private static List<String> nodes(TaskGraph graph) {
    return graph.nodes().stream()
        .map(it -> Stream.of(it.id(), it.kind(), it.name(), it.detail()))
        .map(it -> String.join(" | ", it.map(part -> part == null ? "-" : part).toList()))
        .toList();
  }

  private static List<String> edges(TaskGraph graph) {
    return graph.edges().stream()
        .map(
            it ->
                it.from()
                    + " > "
                    + it.to()
                    + (it.label() == null ? "" : " " + it.kind() + ": " + it.label()))
        .toList();
  }

  @Test
  void sequenceLeadsFromStartToEnd() {
    TaskGraph graph = graph("do:\n  - a: {set: {x: 1, y: 2}}\n  - b: {wait: {seconds: 2}}\n");
    assertThat(nodes(graph))
        .containsExactly(
            "/start | start | start | -",
            "/0 | set | a | x, y",
            "/1 | wait | b | 2 seconds",
            "/end | end | end | -");
    assertThat(edges(graph)).containsExactly("/start > /0", "/0 > /1", "/1 > /end");
    assertThat(graph.nodes().stream().map(GraphNode::line)).containsExactly(null, 3, 4, null);
    assertThat(graph.nodes().get(2).pointer()).isEqualTo("/do/1/b");
  }

  @Test
  void switchHasAnEdgeForEachCase() {
    TaskGraph graph =
        graph(
            """
            do:
              - choose:
                  switch:
                    - big: {when: '${ .n > 9 }', then: last}
                    - none: {when: .n == 0, then: end}
              - middle: {set: {x: 1}, then: end}
              - last: {set: {x: 2}, then: choose}
            """);
    assertThat(edges(graph))
        .containsExactly(
            "/start > /0",
            "/0 > /2 case: ${ .n > 9 }",
            "/0 > /end case: .n == 0",
            "/0 > /1 case: otherwise",
            "/1 > /end",
            "/2 > /0");
  }

  @Test
  void defaultCaseIsTheOtherwise() {
    TaskGraph graph =
        graph(
            """
            do:
              - choose: {switch: [{yes: {when: .x, then: a}}, {no: {then: exit}}]}
              - a: {set: {x: 1}}
            """);
    assertThat(edges(graph))
        .contains("/0 > /1 case: .x", "/0 > /end case: otherwise")
        .doesNotContain("/0 > /1 case: otherwise");
  }

  @Test
  void loopAndNestedFlowContainTheirTasks() {
    TaskGraph graph =
        graph(
            """
            do:
              - each:
                  for: {each: line, in: .lines}
                  do:
                    - one: {set: {x: 1}, if: .go, then: exit}
                    - inner: {do: [{two: {set: {y: 1}, then: end}}]}
            """);
    assertThat(nodes(graph))
        .contains(
            "/0 | for | each | line in .lines",
            "/0[]/0 | set | one | x",
            "/0[]/1 | do | inner | -",
            "/0[]/1/0 | set | two | y",
            "/0[]/exit | exit | exit | -",
            "/0[]/1/end | end | end | -");
    assertThat(graph.nodes())
        .filteredOn(it -> it.id().startsWith("/0[]") && !it.id().startsWith("/0[]/1/"))
        .extracting(GraphNode::parent)
        .containsOnly("/0");
    assertThat(edges(graph))
        .contains("/0[]/0 > /0[]/exit", "/0[]/0 > /0[]/1 skip: skipped", "/0[]/1/0 > /0[]/1/end");
    assertThat(graph.nodes())
        .filteredOn(it -> it.name().equals("one"))
        .extracting(GraphNode::condition)
        .containsExactly(".go");
  }

  @Test
  void forkHasBranchesWithoutEdges() {
    TaskGraph graph =
        graph(
            "do: [{both: {fork: {compete: true, branches: [{l: {set: {x: 1}}}, {r: {set: {x:"
                + " 2}}}]}}}]\n");
    assertThat(nodes(graph))
        .contains(
            "/0 | fork | both | the first branch wins", "/0/0 | set | l | x", "/0/1 | set | r | x");
    assertThat(edges(graph)).containsExactly("/start > /0", "/0 > /end");
  }

  @Test
  void tryContainsItsTasksAndItsCatch() {
    TaskGraph graph =
        graph(
            """
            do:
              - safe:
                  try: [{ask: {call: http, with: {method: get, endpoint: 'https://example.org/a'}}}]
                  catch:
                    errors: {with: {status: 503, type: 'https://example.org/errors/busy'}}
                    retry: {limit: {attempt: {count: 4}}}
                    do: [{sorry: {raise: {error: {type: 'https://example.org/e', status: 500, title: No luck}}}}]
            """);
    assertThat(nodes(graph))
        .contains(
            "/0 | try | safe | -",
            "/0@/0 | call | ask | GET https://example.org/a",
            "/0! | catch | catch | status 503, type busy, up to 4 retries",
            "/0!/0 | raise | sorry | 500 No luck");
    assertThat(graph.nodes())
        .filteredOn(it -> it.id().equals("/0!/0"))
        .extracting(GraphNode::parent)
        .containsExactly("/0!");
    assertThat(edges(graph)).noneMatch(it -> it.startsWith("/0!/0"));
  }

  @Test
  void functionAppearsAtEachCallAndChildByItsName() {
    TaskGraph graph =
        graph(
            """
            use:
              functions:
                fetch: {call: http, with: {method: get, endpoint: 'https://example.org'}}
            do:
              - first: {call: fetch}
              - second: {call: fetch}
              - child: {run: {workflow: {namespace: tests, name: other, version: latest}, await: false}}
            """);
    assertThat(nodes(graph))
        .contains(
            "/0 | function | first | fetch",
            "/0/0 | call | first | GET https://example.org",
            "/1/0 | call | second | GET https://example.org",
            "/2 | run | child | other, not awaited");
  }

  @Test
  void everyEdgeConnectsNodesOfOneParent() {
    TaskGraph graph =
        graph(
            """
            do:
              - a: {try: [{b: {set: {x: 1}}}, {c: {set: {x: 1}}}], catch: {do: [{d: {set: {x: 1}, then: end}}]}}
              - e: {for: {in: .l}, do: [{f: {switch: [{g: {then: exit}}]}}]}
            """);
    var parents =
        graph.nodes().stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    GraphNode::id, it -> String.valueOf(it.parent())));
    assertThat(graph.edges()).isNotEmpty();
    assertThat(graph.edges())
        .allSatisfy(it -> assertThat(parents.get(it.from())).isEqualTo(parents.get(it.to())));
  }

  @Test
  void longTextsAreShortened() {
    TaskGraph graph = graph("do: [{a: {set: {x: 1}, if: '\"" + "🎉".repeat(200) + "\"'}}]\n");
    String condition = graph.nodes().get(1).condition();
    assertThat(condition).hasSize(1 + 2 * 118 + 1).endsWith("🎉…");
  }
}

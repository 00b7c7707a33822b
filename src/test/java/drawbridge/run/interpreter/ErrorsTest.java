package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.Written.output;
import static drawbridge.run.interpreter.Written.problem;
import static drawbridge.run.interpreter.Written.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Json;
import drawbridge.run.outbound.Http;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {

  private static final String BASE = "https://serverlessworkflow.io/spec/1.0.0/errors/";
  private static final String FILTERED =
      """
      - tried:
          try:
            - call: {call: http, with: {method: GET, endpoint: 'http://a/x'}}
          catch:
            errors: {with: {%s}}
            do: [{mend: {set: {caught: true}}}]
      """;

  private final World world = new World();

  @Test
  @Tag("X9")
  void aFilterThatDoesNotMatchLetsTheErrorThrough() throws LeaseLost {
    world.web = request -> World.answer(503, "{}");
    Outcome through = world.run(tasks(FILTERED.formatted("status: 404")));
    assertThat(problem(through, "/status")).isEqualTo("503");
    assertThat(problem(through, "/task/name")).isEqualTo("call");
    assertThat(output(new World503().run(tasks(FILTERED.formatted("status: 503")))))
        .isEqualTo("{\"caught\":true}");
  }

  @Test
  @Tag("X9")
  void whenAndExceptWhenSeeTheError() throws LeaseLost {
    String caught =
        """
        - tried:
            try: [{call: {call: http, with: {method: GET, endpoint: 'http://a/x'}}}]
            catch:
              as: problem
              %s: ${ $problem.body.temporary }
              do: [{mend: {set: {caught: true}}}]
        """;
    world.web = request -> World.answer(500, "{\"temporary\":true}");
    assertThat(output(world.run(tasks(caught.formatted("when"))))).isEqualTo("{\"caught\":true}");
    World other = new World();
    other.web = world.web;
    assertThat(problem(other.run(tasks(caught.formatted("exceptWhen"))), "/status"))
        .isEqualTo("500");
  }

  @ParameterizedTest
  @CsvSource({"COMMUNICATION, communication", "TIMEOUT, timeout", "CONFIGURATION, configuration"})
  @Tag("X9")
  void aCallThatFailsIsAnErrorOfItsKindAndCanBeCaught(Http.Reason reason, String kind)
      throws LeaseLost {
    world.web = request -> new Http.Refused(reason, "calling a failed");
    assertThat(output(world.run(tasks(FILTERED.formatted("type: '" + BASE + kind + "'")))))
        .isEqualTo("{\"caught\":true}");
  }

  @ParameterizedTest
  @CsvSource({"COMMUNICATION", "TIMEOUT"})
  @Tag("X9")
  @Tag("X5")
  void refusedConnectionsAndTimeOutsAreRetriedAfterTheirDelays(Http.Reason reason)
      throws LeaseLost {
    world.web =
        request ->
            world.requests.size() < 4 ? new Http.Refused(reason, "no") : World.ok("{\"n\":4}");
    var definition =
        tasks(
            """
            - tried:
                try: [{call: {call: http, with: {method: GET, endpoint: 'http://a/x'}}}]
                catch:
                  retry: {delay: {seconds: 1}, backoff: {exponential: {}}, limit: {attempt: {count: 5}}}
            """);
    var start = world.clock.instant();
    Outcome first = world.run(definition);
    assertThat(((Outcome.Waiting) first).dueAt()).isEqualTo(start.plusSeconds(1));
    assertThat(output(world.finish(definition))).isEqualTo("{\"n\":4}");
    assertThat(world.clock.instant()).isEqualTo(start.plusSeconds(1 + 2 + 4));
    assertThat(world.requests).hasSize(4);
  }

  @Test
  @Tag("X11")
  void anAnswerThatIsNotGoodIsAnErrorWithStatusHeadersAndBody() throws LeaseLost {
    world.web = request -> World.answer(418, "{\"why\":\"teapot\"}");
    var definition =
        tasks(
            """
            - tried:
                try: [{call: {call: http, with: {method: GET, endpoint: 'http://a/x'}}}]
                catch:
                  as: e
                  do: [{show: {set: {status: '{{e.status}}', why: '{{e.body.why}}', type: '{{e.headers.[content-type]}}'}}}]
            """);
    assertThat(output(world.run(definition)))
        .isEqualTo("{\"status\":418,\"why\":\"teapot\",\"type\":\"application/json\"}");
  }

  @Test
  @Tag("X14")
  void aProblemNamesTheTaskTheErrorAndWhatHappensNext() throws LeaseLost {
    Outcome outcome =
        world.run(
            tasks(
                "- bad: {raise: {error: {type: 'https://example.org/mine', status: 409, title: Mine}}}"));
    assertThat(problem(outcome, "/type")).isEqualTo("https://example.org/mine");
    assertThat(problem(outcome, "/task/name")).isEqualTo("bad");
    assertThat(problem(outcome, "/task/pointer")).isEqualTo("/do/0/bad");
    assertThat(problem(outcome, "/next")).contains("replay");
  }

  @Test
  @Tag("X9")
  void anAttemptThatRanOutOfTimeStaysSoWhenItsChildEndsLater() throws LeaseLost {
    var definition =
        tasks(
            """
            - tried:
                try:
                  - child: {run: {workflow: {namespace: t, name: other, version: latest}, await: true}}
                catch:
                  retry: {delay: {seconds: 0}, limit: {attempt: {count: 0, duration: PT5S}}}
                  do: [{late: {call: http, with: {method: GET, endpoint: 'http://a/late'}}}]
            - pause: {wait: {seconds: 60}}
            """);
    assertLateChildChangesNothing(definition);
  }

  @Test
  @Tag("X9")
  void aGroupThatRanOutOfTimeStaysSoWhenItsChildEndsLater() throws LeaseLost {
    var definition =
        tasks(
            """
            - tried:
                try:
                  - group:
                      timeout: {after: PT5S}
                      do:
                        - child: {run: {workflow: {namespace: t, name: other, version: latest}, await: true}}
                catch:
                  do: [{late: {call: http, with: {method: GET, endpoint: 'http://a/late'}}}]
            - pause: {wait: {seconds: 60}}
            """);
    assertLateChildChangesNothing(definition);
  }

  private void assertLateChildChangesNothing(drawbridge.workflow.model.Definition definition)
      throws LeaseLost {
    assertThat(world.run(definition)).isInstanceOf(Outcome.Waiting.class);
    world.clock.move(Duration.ofSeconds(5));
    assertThat(world.run(definition)).isInstanceOf(Outcome.Waiting.class);
    assertThat(world.requests).hasSize(1);
    world.endChildren(new Children.State.Succeeded(Json.read("{\"from\":1}"), Json.object()));
    world.clock.move(Duration.ofSeconds(60));
    assertThat(output(world.run(definition))).isEqualTo("{\"path\":\"/late\"}");
    assertThat(world.requests).hasSize(1);
  }

  @Test
  @Tag("X9")
  void timeOutsOfTasksAreCaughtOutsideAndNotInside() throws LeaseLost {
    var definition =
        tasks(
            """
            - outer:
                try:
                  - slow:
                      timeout: {after: PT1S}
                      try: [{pause: {wait: {seconds: 10}}}]
                      catch: {do: [{inside: {set: {where: inside}}}]}
                catch:
                  errors: {with: {type: 'https://serverlessworkflow.io/spec/1.0.0/errors/timeout'}}
                  do: [{outside: {set: {where: outside}}}]
            """);
    assertThat(output(world.finish(definition))).isEqualTo("{\"where\":\"outside\"}");
  }

  @Test
  @Tag("X9")
  void theWorkflowsTimeOutPassesEveryCatch() throws LeaseLost {
    Outcome outcome =
        world.finish(
            Written.definition(
                """
                timeout: {after: PT3S}
                do:
                  - outer:
                      try: [{pause: {wait: {seconds: 10}}}]
                      catch: {do: [{never: {set: {caught: true}}}]}
                """));
    assertThat(problem(outcome, "/type")).endsWith("/timeout");
    assertThat(problem(outcome, "/detail")).contains("the workflow");
  }

  @Test
  @Tag("X15")
  void anUnknownChildIsAConfigurationErrorThatCanBeCaught() throws LeaseLost {
    var definition =
        tasks(
            """
            - tried:
                try: [{child: {run: {workflow: {namespace: t, name: unknown, version: latest}}}}]
                catch:
                  errors: {with: {type: 'https://serverlessworkflow.io/spec/1.0.0/errors/configuration'}}
                  as: e
                  do: [{say: {set: {detail: '{{e.detail}}'}}}]
            """);
    assertThat(output(world.run(definition))).contains("no workflow 'unknown'");
  }

  /** A world that answers 503. */
  private static final class World503 {
    Outcome run(drawbridge.workflow.model.Definition definition) throws LeaseLost {
      World world = new World();
      world.web = request -> World.answer(503, "{}");
      return world.run(definition);
    }
  }
}

package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.YamlDefinitions.output;
import static drawbridge.run.interpreter.YamlDefinitions.problem;
import static drawbridge.run.interpreter.YamlDefinitions.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.outbound.Http;
import drawbridge.workflow.model.Definition;
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

  private final InterpreterFixture fixture = new InterpreterFixture();

  @Test
  @Tag("X9")
  void aCatchWithoutAMatchingFilterDoesNotHandleTheError() throws LeaseLost {
    fixture.web = request -> InterpreterFixture.answer(503, "{}");
    Outcome through = fixture.run(tasks(FILTERED.formatted("status: 404")));
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
    fixture.web = request -> InterpreterFixture.answer(500, "{\"temporary\":true}");
    assertThat(output(fixture.run(tasks(caught.formatted("when"))))).isEqualTo("{\"caught\":true}");
    InterpreterFixture other = new InterpreterFixture();
    other.web = fixture.web;
    assertThat(problem(other.run(tasks(caught.formatted("exceptWhen"))), "/status"))
        .isEqualTo("500");
  }

  @ParameterizedTest
  @CsvSource({"COMMUNICATION, communication", "TIMEOUT, timeout", "CONFIGURATION, configuration"})
  @Tag("X9")
  void aFailedCallIsAnErrorOfItsKindThatCanBeCaught(Http.Reason reason, String kind)
      throws LeaseLost {
    fixture.web = request -> new Http.Refused(reason, "calling a failed");
    assertThat(output(fixture.run(tasks(FILTERED.formatted("type: '" + BASE + kind + "'")))))
        .isEqualTo("{\"caught\":true}");
  }

  @ParameterizedTest
  @CsvSource({"COMMUNICATION", "TIMEOUT"})
  @Tag("X9")
  @Tag("X5")
  void refusedConnectionsAndTimeoutsAreRetriedAfterTheirDelays(Http.Reason reason)
      throws LeaseLost {
    fixture.web =
        request ->
            fixture.requests.size() < 4
                ? new Http.Refused(reason, "no")
                : InterpreterFixture.ok("{\"n\":4}");
    var definition =
        tasks(
            """
            - tried:
                try: [{call: {call: http, with: {method: GET, endpoint: 'http://a/x'}}}]
                catch:
                  retry: {delay: {seconds: 1}, backoff: {exponential: {}}, limit: {attempt: {count: 5}}}
            """);
    var start = fixture.clock.instant();
    Outcome first = fixture.run(definition);
    assertThat(((Outcome.Waiting) first).dueAt()).isEqualTo(start.plusSeconds(1));
    assertThat(output(fixture.finish(definition))).isEqualTo("{\"n\":4}");
    assertThat(fixture.clock.instant()).isEqualTo(start.plusSeconds(1 + 2 + 4));
    assertThat(fixture.requests).hasSize(4);
  }

  @Test
  @Tag("X11")
  void anErrorResponseIsAnErrorWithStatusHeadersAndBody() throws LeaseLost {
    fixture.web = request -> InterpreterFixture.answer(418, "{\"why\":\"teapot\"}");
    var definition =
        tasks(
            """
            - tried:
                try: [{call: {call: http, with: {method: GET, endpoint: 'http://a/x'}}}]
                catch:
                  as: e
                  do: [{show: {set: {status: '{{e.status}}', why: '{{e.body.why}}', type: '{{e.headers.[content-type]}}'}}}]
            """);
    assertThat(output(fixture.run(definition)))
        .isEqualTo("{\"status\":418,\"why\":\"teapot\",\"type\":\"application/json\"}");
  }

  @Test
  @Tag("X14")
  void aProblemNamesTheTaskTheErrorAndWhatHappensNext() throws LeaseLost {
    Outcome outcome =
        fixture.run(
            tasks(
                "- bad: {raise: {error: {type: 'https://example.org/mine', status: 409, title: Mine}}}"));
    assertThat(problem(outcome, "/type")).isEqualTo("https://example.org/mine");
    assertThat(problem(outcome, "/task/name")).isEqualTo("bad");
    assertThat(problem(outcome, "/task/pointer")).isEqualTo("/do/0/bad");
    assertThat(problem(outcome, "/next")).contains("replay");
  }

  @Test
  @Tag("X9")
  void aTimedOutAttemptIsFinalWhenItsChildEndsLater() throws LeaseLost {
    var definition =
        tasks(
            """
            - tried:
                try:
                  - timed:
                      try:
                        - child: {run: {workflow: {namespace: t, name: other, version: latest}, await: true}}
                      catch:
                        retry: {delay: {seconds: 0}, limit: {attempt: {count: 0, duration: PT5S}}}
                catch:
                  do: [{late: {call: http, with: {method: GET, endpoint: 'http://a/late'}}}]
            - pause: {wait: {seconds: 60}}
            """);
    assertLateChildChangesNothing(definition);
  }

  @Test
  @Tag("X9")
  void aTimedOutGroupIsFinalWhenItsChildEndsLater() throws LeaseLost {
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

  private void assertLateChildChangesNothing(Definition definition) throws LeaseLost {
    assertThat(fixture.run(definition)).isInstanceOf(Outcome.Waiting.class);
    fixture.clock.move(Duration.ofSeconds(5));
    assertThat(fixture.run(definition)).isInstanceOf(Outcome.Waiting.class);
    assertThat(fixture.requests).hasSize(1);
    fixture.endChildren(new Outcome.Succeeded(Json.read("{\"from\":1}"), Json.object()));
    fixture.clock.move(Duration.ofSeconds(60));
    assertThat(output(fixture.run(definition))).isEqualTo("{\"path\":\"/late\"}");
    assertThat(fixture.requests).hasSize(1);
  }

  @Test
  @Tag("X9")
  void onlyACatchOutsideATaskHandlesItsTimeout() throws LeaseLost {
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
    assertThat(output(fixture.finish(definition))).isEqualTo("{\"where\":\"outside\"}");
  }

  @Test
  @Tag("X9")
  void noCatchHandlesTheTimeoutOfTheWorkflow() throws LeaseLost {
    Outcome outcome =
        fixture.finish(
            YamlDefinitions.definition(
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
    assertThat(output(fixture.run(definition))).contains("no workflow 'unknown'");
  }

  /** Returns a fixture whose server responds with 503. */
  private static final class World503 {
    Outcome run(Definition definition) throws LeaseLost {
      InterpreterFixture fixture = new InterpreterFixture();
      fixture.web = request -> InterpreterFixture.answer(503, "{}");
      return fixture.run(definition);
    }
  }
}

package drawbridge.run.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import drawbridge.run.dryrun.DryRunResult.Ending;
import drawbridge.run.dryrun.DryRunStep.State;
import drawbridge.run.interpreter.RequestRoot;
import drawbridge.run.interpreter.RunInput;
import drawbridge.run.outbound.authorization.AuthorizationServer;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.definition.DefinitionReader;
import drawbridge.workflow.model.Semantics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DryRunTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String CALLS =
      """
      - greet:
          set: {greeting: 'Hello, {{runtime.name}}!'}
      - ask:
          call: http
          with:
            method: post
            endpoint: https://example.org/{{runtime.name}}
            headers: {Authorization: 'Bearer {{secrets.token}}', X-Greeting: '{{states.greet.output.greeting}}'}
            body: {name: '{{runtime.name}}'}
      - keep:
          set: {price: '{{states.ask.output.price}}'}
      """;

  @Test
  void aCallIsShownAndNotSent() {
    DryRunResult result = dryRun(CALLS, Map.of());
    assertThat(result.ending()).isEqualTo(Ending.UNANSWERED);
    assertThat(unanswered(result)).containsExactly("ask");
    DryRunStep ask = step(result, "ask");
    assertThat(ask.state()).isEqualTo(State.UNANSWERED);
    assertThat(String.valueOf(ask.input()))
        .contains("https://example.org/Ada", "\"X-Greeting\":\"Hello, Ada!\"", "***")
        .doesNotContain("s3cret");
    assertThat(step(result, "keep").state()).isEqualTo(State.UNKNOWN);
  }

  @Test
  void aSampleAnswerContinuesTheRun() {
    DryRunResult result =
        dryRun(CALLS, Map.of("ask", new SampleAnswer(200, Json.read("{\"price\": 1.10}"))));
    assertThat(result.ending()).isEqualTo(Ending.SUCCEEDED);
    assertThat(String.valueOf(result.result())).isEqualTo("{\"price\":1.10}");
    assertThat(unanswered(result)).isEmpty();
  }

  @Test
  @Tag("X24")
  void noTokenIsRequested() {
    try (AuthorizationServer server = new AuthorizationServer()) {
      String calls =
          """
          - ask:
              call: http
              with:
                method: get
                endpoint: {uri: '%s', authentication: {oauth2: {authority: '%s', grant: client_credentials, client: {id: me, secret: '{{secrets.token}}'}}}}
                headers: {x-copy: '${ $authorization.parameter }'}
          - again:
              call: http
              with: {method: get, endpoint: {uri: '%s', authentication: {oidc: {use: token}}}}
          """
              .formatted(server.url("/api"), server.url("/realm"), server.url("/api"));
      SampleAnswer refusal = new SampleAnswer(401, Json.read("{}"));
      DryRunResult result =
          dryRun(calls, Map.of("ask", new SampleAnswer(200, Json.read("{}")), "again", refusal));

      assertThat(String.valueOf(step(result, "ask").input()))
          .contains("\"x-copy\":\"***\"", "\"Authorization\":\"***\"");
      assertThat(String.valueOf(result.result())).contains("\"status\":401");
      assertThat(server.received).isEmpty();
    }
  }

  @Test
  void aSampleErrorIsCaughtAsInARun() {
    DryRunResult result =
        dryRun(
            """
            - careful:
                try:
                  - ask: {call: http, with: {method: get, endpoint: 'https://example.org'}}
                catch:
                  errors: {with: {status: 503}}
                  do:
                    - sorry: {set: {said: 'it was {{error.status}}'}}
            """,
            Map.of("ask", new SampleAnswer(503, Json.read("{}"))));
    assertThat(result.ending()).isEqualTo(Ending.SUCCEEDED);
    assertThat(String.valueOf(step(result, "sorry").output())).contains("it was 503");
  }

  @Test
  void waitsTakeNoTime() {
    DryRunResult result =
        dryRun("- nap: {wait: {hours: 5}}\n- done: {set: {at: 'later'}}", Map.of());
    assertThat(result.ending()).isEqualTo(Ending.SUCCEEDED);
    assertThat(step(result, "nap").dueAt()).isEqualTo(NOW.plusSeconds(5 * 3600));
  }

  @Test
  void branchesBesideAnUnansweredOneAreExecuted() {
    DryRunResult result =
        dryRun(
            """
            - both:
                fork:
                  branches:
                    - ask: {call: http, with: {method: get, endpoint: 'https://example.org'}}
                    - note: {set: {noted: '{{runtime.name}}'}}
            - after: {set: {x: 1}}
            """,
            Map.of());
    assertThat(step(result, "note").state()).isEqualTo(State.DONE);
    assertThat(step(result, "after").state()).isEqualTo(State.UNKNOWN);
  }

  @Test
  void anUnrepeatableCallIsUnansweredAfterAWait() {
    DryRunResult result =
        dryRun(
            """
            - both:
                fork:
                  branches:
                    - ask:
                        call: http
                        with: {method: get, endpoint: 'https://example.org'}
                        metadata: {repeat: never}
                    - nap: {wait: {seconds: 1}}
            """,
            Map.of());
    assertThat(step(result, "ask").state()).isEqualTo(State.UNANSWERED);
    assertThat(step(result, "nap").state()).isEqualTo(State.DONE);
  }

  @Test
  void aSkippedTaskDiffersFromAnUnknownOne() {
    DryRunResult result =
        dryRun("- never: {if: '${false}', set: {a: 1}}\n- ever: {set: {b: 2}}", Map.of());
    assertThat(step(result, "never").state()).isEqualTo(State.SKIPPED);
    assertThat(step(result, "ever").state()).isEqualTo(State.DONE);
  }

  @Test
  void aSampleAnswersAChildRunThatIsNotStarted() {
    String flow =
        """
        - child: {run: {workflow: {namespace: t, name: other, version: latest, input: {a: '{{runtime.name}}'}}}}
        - after: {set: {said: '{{states.child.output.word}}'}}
        """;
    DryRunResult open = dryRun(flow, Map.of());
    assertThat(unanswered(open)).containsExactly("child");
    assertThat(String.valueOf(step(open, "child").input())).contains("Ada");
    DryRunResult answered =
        dryRun(flow, Map.of("child", new SampleAnswer(200, Json.read("{\"word\": \"hi\"}"))));
    assertThat(String.valueOf(answered.result())).isEqualTo("{\"said\":\"hi\"}");
  }

  @Test
  void anEndlessLoopEnds() {
    DryRunResult result =
        dryRun("- one: {set: {a: 1}, then: two}\n- two: {set: {b: 1}, then: one}", Map.of());
    assertThat(result.ending()).isEqualTo(Ending.FAILED);
    assertThat(String.valueOf(result.result())).contains("steps per run");
  }

  @Test
  void endlesslyGrowingValuesEnd() {
    DryRunResult result =
        dryRun(
            "- one: {set: {a: '{{states.a}}{{states.a}}x'}, then: two}\n"
                + "- two: {set: {b: '{{states.a}}'}, then: one}",
            Map.of());
    assertThat(result.ending()).isIn(Ending.TOO_LONG, Ending.FAILED);
  }

  @Test
  void callsOfAFunctionHaveAnswersOfTheirOwn() {
    String functions =
        "use: {functions: {price: {do: [{ask: {call: one, with: {of: '${ .of }'}}}]}, one: {call:"
            + " http, with: {method: get, endpoint: 'https://example.org/{of}'}}}}\n";
    String flow =
        """
        - first: {call: one, with: {of: tea}}
        - second: {call: one, with: {of: milk}}
        - skipped: {if: 'false', call: price, with: {of: none}}
        - sum: {set: {sum: '${ $context.states.first.output + $context.states.second.output }'}}
        """;
    Map<String, SampleAnswer> one = Map.of("first", new SampleAnswer(200, Json.read("1.50")));
    DryRunResult part = dryRun(functions, flow, one);
    assertThat(unanswered(part)).containsExactly("second");
    assertThat(part.steps())
        .extracting(step -> step.key() + " " + step.task() + " " + step.state().label())
        .containsExactly(
            "/0/0 first done", "/1/0 second unanswered", "/2/0/0/0 ask unknown", "/3 sum unknown");

    Map<String, SampleAnswer> both =
        Map.of(
            "first", new SampleAnswer(200, Json.read("1.50")),
            "second", new SampleAnswer(200, Json.read("2")));
    DryRunResult result = dryRun(functions, flow, both);
    assertThat(String.valueOf(result.result())).isEqualTo("{\"sum\":3.5}");
    assertThat(result.steps().get(3).state()).isEqualTo(State.SKIPPED);
  }

  private static DryRunStep step(DryRunResult result, String task) {
    return result.steps().stream()
        .filter(step -> step.task().equals(task))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the tasks without an answer, without duplicates. */
  private static List<String> unanswered(DryRunResult result) {
    return result.steps().stream()
        .filter(step -> step.state() == DryRunStep.State.UNANSWERED)
        .map(DryRunStep::task)
        .distinct()
        .toList();
  }

  private static DryRunResult dryRun(String flow, Map<String, SampleAnswer> answers) {
    return dryRun("", flow, answers);
  }

  private static DryRunResult dryRun(String use, String flow, Map<String, SampleAnswer> answers) {
    String document = "document: {dsl: '1.0.0', namespace: t, name: t, version: '1.0.0'}\n";
    String text = document + use + "do:\n" + flow.indent(2);
    RunInput input =
        new RunInput(
            new UUID(0, 0),
            "workspace",
            "t",
            new DefinitionReader()
                .read(text, DefinitionFormat.YAML)
                .match(
                    definition -> definition,
                    faults -> {
                      throw new AssertionError(faults);
                    }),
            Json.read("{\"name\": \"Ada\"}"),
            Json.object(),
            NOW,
            0,
            Semantics.CURRENT,
            Optional.empty(),
            RequestRoot.none());
    return new DryRun(
            name -> name.equals("token") ? Optional.of("s3cret") : Optional.empty(),
            (name, version) -> name.equals("other"))
        .of(input, answers);
  }
}

package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.YamlDefinitions.definition;
import static drawbridge.run.interpreter.YamlDefinitions.output;
import static drawbridge.run.interpreter.YamlDefinitions.problem;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.journal.StepRecord;
import drawbridge.workflow.model.Definition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls of {@code use.functions}. */
class FunctionsTest {

  private static final String GET_PET =
      """
      use:
        functions:
          getPetById:
            call: http
            with: {method: get, endpoint: 'https://pets.example/v2/pet/{petId}'}
      """;

  private final InterpreterFixture fixture = new InterpreterFixture();

  private List<String> keys() {
    return fixture.requests.stream()
        .map(request -> String.valueOf(request.headers().get("Idempotency-Key")))
        .map(key -> key.replace(InterpreterFixture.RUN + ":", ""))
        .toList();
  }

  @Test
  @Tag("E4")
  void theArgumentsAreTheInputOfTheFunction() throws LeaseLost {
    String called = GET_PET + "do: [{getPet: {call: getPetById, with: {petId: 69}}}]";
    assertThat(output(fixture.run(definition(called)))).isEqualTo("{\"path\":\"/v2/pet/69\"}");
    assertThat(fixture.requests.get(0).uri()).hasToString("https://pets.example/v2/pet/69");
  }

  @Test
  @Tag("E1")
  void argumentsSeeTheCallerAndTheFunctionSeesTheArguments() throws LeaseLost {
    String text =
        """
        use:
          functions:
            greet:
              set:
                text: '${ "Hello \\(.name), \\(.times)" }'
                of: '{{runtime.who}}'
                given: '${ $input }'
                task: '${ $task.name + " " + $task.reference }'
        do:
          - each:
              for: {each: name, in: '["Ada", "Bob"]'}
              do:
                - one:
                    input: {from: '{n: 2}'}
                    call: greet
                    with: {name: '${ $name }', times: '${ .n }'}
        """;
    assertThat(Json.read(output(fixture.run(definition(text)))))
        .isEqualTo(
            Json.read(
                "{\"text\":\"Hello Bob, 2\",\"of\":\"me\",\"given\":{\"name\":\"Bob\",\"times\":2},"
                    + "\"task\":\"one /use/functions/greet\"}"));
  }

  @Test
  void aCallWithoutArgumentsPassesAnEmptyObject() throws LeaseLost {
    String text =
        "use: {functions: {echo: {set: '${ {got: .} }'}}}\n"
            + "do: [{first: {set: {a: 1}}}, {second: {call: echo}}]";
    assertThat(output(fixture.run(definition(text)))).isEqualTo("{\"got\":{}}");
  }

  @Test
  @Tag("H2")
  void theOutputIsAStateOfTheCallerAndNotOfTheFunction() throws LeaseLost {
    String text =
        GET_PET
            + """
            do:
              - getPet: {call: getPetById, with: {petId: 1}, output: {as: '{pet: .path}'}}
              - last: {set: {mine: '{{states.getPet.output.pet}}', other: '{{states.getPetById}}'}}
            """;
    assertThat(output(fixture.run(definition(text))))
        .isEqualTo("{\"mine\":\"/v2/pet/1\",\"other\":null}");
  }

  @Test
  @Tag("X4")
  void stepsAndKeysNameTheCallItsIterationAndItsAttempt() throws LeaseLost {
    fixture.web =
        request ->
            fixture.requests.size() == 2
                ? InterpreterFixture.answer(503, "{}")
                : InterpreterFixture.ok("{}");
    Definition definition =
        definition(
            GET_PET
                + """
                do:
                  - first: {call: getPetById, with: {petId: 1}}
                  - each:
                      for: {in: '[1, 2]'}
                      do:
                        - tried:
                            try: [{second: {call: getPetById, with: {petId: '${ $item }'}}}]
                            catch: {retry: {delay: {seconds: 1}, limit: {attempt: {count: 2}}}}
                """);
    output(fixture.finish(definition));

    assertThat(keys()).containsExactly("/0/0", "/1[0]/0/0/0", "/1[0]/0/0/0", "/1[1]/0/0/0");
    assertThat(fixture.journal.records())
        .filteredOn(record -> record.kind().equals("call"))
        .extracting(record -> record.key() + " " + record.task())
        .containsExactly(
            "/0/0 first", "/1[0]/0@1/0/0 second", "/1[0]/0@2/0/0 second", "/1[1]/0@1/0/0 second");
    assertThat(StepKeys.find(definition, "/1[0]/0@2/0/0"))
        .contains(new StepKeys.Named("second", "call"));
    assertThat(StepKeys.find(definition, "/0")).contains(new StepKeys.Named("first", "function"));
    assertThat(StepKeys.find(definition, "/0/1")).isEmpty();
  }

  @Test
  @Tag("X3")
  void aCrashAnywhereRepeatsNoFinishedStep() throws LeaseLost {
    Definition definition =
        definition(
            """
            use:
              functions:
                both:
                  do:
                    - one: {call: http, with: {method: get, endpoint: 'http://a/{n}/1'}}
                    - pause: {wait: {seconds: 1}}
                    - two: {call: inner, with: {n: '${ $context.runtime.who }'}}
                inner: {call: http, with: {method: get, endpoint: 'http://a/{n}/2'}}
            do:
              - first: {call: both, with: {n: x}}
              - second: {call: both, with: {n: y}}
            """);
    for (int commits = 1; commits <= 12; commits++) {
      fixture.journal.dieAfter(commits);
      try {
        fixture.finish(definition);
      } catch (LeaseLost killed) {
        fixture.journal.restart();
      }
    }
    output(fixture.finish(definition));
    assertThat(keys()).contains("/0/0/0", "/0/0/2/0", "/1/0/0", "/1/0/2/0");
    assertThat(fixture.journal.records())
        .filteredOn(record -> record.status() == StepRecord.Status.DONE)
        .filteredOn(record -> record.kind().equals("call"))
        .hasSize(4);
  }

  @Test
  @Tag("X18")
  void aProblemNamesTheTaskTheFunctionAndTheCaller() throws LeaseLost {
    fixture.web = request -> InterpreterFixture.answer(404, "{\"why\":\"gone\"}");
    Outcome outcome =
        fixture.run(
            definition(
                """
                use:
                  functions:
                    outer: {do: [{ask: {call: inner}}]}
                    inner: {call: http, with: {method: get, endpoint: 'http://a/x'}}
                do:
                  - block: {do: [{place: {call: outer}}]}
                """));
    assertThat(problem(outcome, "/task/name")).isEqualTo("ask");
    assertThat(problem(outcome, "/task/pointer")).isEqualTo("/use/functions/inner");
    assertThat(problem(outcome, "/task/calledBy")).isEqualTo("/do/0/block/do/0/place");
    assertThat(problem(outcome, "/body/why")).isEqualTo("gone");
  }

  /** A stored failure of a fork is read when the run continues after the wait. */
  @Test
  @Tag("X18")
  void aProblemThatTheJournalKeptNamesTheSame() throws LeaseLost {
    fixture.web = request -> InterpreterFixture.answer(404, "{}");
    String text =
        GET_PET
            + """
            do:
              - careful:
                  try:
                    - both: {fork: {branches: [{place: {call: getPetById, with: {petId: 1}}}]}}
                  catch:
                    retry: {limit: {attempt: {count: 0}}}
                    do: [{pause: {wait: {seconds: 1}}}]
            """;
    Outcome outcome = fixture.finish(definition(text));
    assertThat(problem(outcome, "/task/name")).isEqualTo("place");
    assertThat(problem(outcome, "/task/pointer")).isEqualTo("/use/functions/getPetById");
    assertThat(problem(outcome, "/task/calledBy"))
        .isEqualTo("/do/0/careful/try/0/both/fork/branches/0/place");
    assertThat(problem(outcome, "/calledBy")).isEmpty();
  }

  @Test
  void anErrorOfAFunctionIsCaughtAroundItsCall() throws LeaseLost {
    Outcome outcome =
        fixture.run(
            definition(
                """
                use:
                  errors: {full: {type: 'https://example.com/full', status: 409}}
                  functions:
                    fill: {do: [{check: {if: .n > 3, raise: {error: full}}}, {rest: {set: {ok: true}}}]}
                do:
                  - tried:
                      try: [{fill: {call: fill, with: {n: 4}}}]
                      catch:
                        errors: {with: {type: 'https://example.com/full'}}
                        do: [{note: {set: {caught: '${ $error.status }'}}}]
                """));
    assertThat(output(outcome)).isEqualTo("{\"caught\":409}");
  }

  @Test
  @Tag("X9")
  void componentsByNameWorkInsideOfFunctionsAndAtTheirCalls() throws LeaseLost {
    fixture.web = request -> InterpreterFixture.answer(503, "{}");
    Definition definition =
        definition(
            """
            timeout: day
            use:
              timeouts: {day: {after: {days: 1}}, short: {after: '${ {seconds: .limit} }'}}
              retries: {twice: {delay: {seconds: 2}, when: '$problem.status == 503', limit: {attempt: {count: 2}}}}
              errors: {broken: {type: 'https://example.com/broken', status: 500, detail: '${ .name }'}}
              functions:
                ask:
                  do:
                    - tried:
                        try: [{ask: {call: http, with: {method: get, endpoint: 'http://a/x'}}}]
                        catch: {as: problem, retry: twice, do: [{say: {raise: {error: broken}}}]}
            do:
              - one:
                  try: [{place: {call: ask, with: {name: Ada}, timeout: short}}]
                  catch: {as: e, do: [{note: {set: {detail: '${ $e.detail }', type: '${ $e.type }'}}}]}
                  input: {from: '{limit: 9}'}
              - two:
                  try: [{place: {call: ask, with: {name: Bob}, timeout: short}}]
                  catch: {as: e, do: [{again: {set: {one: '{{states.note.output.detail}}', two: '${ $e.status }'}}}]}
                  input: {from: '{limit: 3}'}
            """);
    assertThat(output(fixture.finish(definition))).isEqualTo("{\"one\":\"Ada\",\"two\":408}");
    assertThat(fixture.requests).hasSize(5);
  }

  @Test
  void endEndsTheRunAndExitTheFunctionOnly() throws LeaseLost {
    String flow = "do: [{a: {call: f}}, {b: {set: {after: true}}}]";
    String left =
        "use: {functions: {f: {do: [{x: {set: {x: 1}, then: exit}}, {y: {set: {y: 1}}}]}}}\n";
    assertThat(output(fixture.run(definition(left + flow)))).isEqualTo("{\"after\":true}");

    String ended = "use: {functions: {f: {set: {x: 1}, then: end}}}\n";
    assertThat(output(new InterpreterFixture().run(definition(ended + flow))))
        .isEqualTo("{\"x\":1}");
  }

  @Test
  @Tag("X5")
  void aTimeoutOfTheCallerCountsFromItsFirstStart() throws LeaseLost {
    Definition definition =
        definition(
            """
            use: {functions: {slow: {do: [{one: {wait: {seconds: 7}}}, {two: {wait: {seconds: 7}}}]}}}
            do: [{place: {call: slow, timeout: {after: {seconds: 10}}}}]
            """);
    Outcome outcome = fixture.finish(definition);
    assertThat(problem(outcome, "/status")).isEqualTo("408");
    assertThat(problem(outcome, "/task/name")).isEqualTo("place");
    assertThat(fixture.clock.instant())
        .isEqualTo(new InterpreterFixture().clock.instant().plus(Duration.ofSeconds(10)));
  }

  @Test
  @Tag("X15")
  void aFunctionMayRunAWorkflow() throws LeaseLost {
    Definition definition =
        definition(
            """
            use:
              functions:
                register:
                  run: {workflow: {namespace: t, name: register, version: latest, input: {customer: '${ .who }'}}}
            do:
              - ada: {call: register, with: {who: Ada}}
              - last: {set: {child: '{{states.ada.child.known}}', output: '${ . }'}}
            """);
    assertThat(fixture.run(definition)).isInstanceOf(Outcome.Waiting.class);
    assertThat(fixture.orders.keySet()).containsExactly("/0/0");
    assertThat(fixture.orders.values())
        .extracting(order -> Json.write(order.runtime()))
        .containsExactly("{\"customer\":\"Ada\"}");
    fixture.endChildren(
        new Outcome.Succeeded(Json.read("{\"id\":7}"), Json.read("{\"known\":true}")));
    assertThat(output(fixture.run(definition))).isEqualTo("{\"child\":true,\"output\":{\"id\":7}}");
  }

  @Test
  @Tag("X3")
  void repeatNeverOfTheCallerHoldsForTheCallOfTheFunction() throws LeaseLost {
    Definition definition =
        definition(
            GET_PET + "do: [{a: {call: getPetById, with: {petId: 1}, metadata: {repeat: never}}}]");
    fixture.journal.dieAfter(1);
    try {
      fixture.run(definition);
    } catch (LeaseLost killed) {
      fixture.journal.restart();
    }
    assertThat(problem(fixture.run(definition), "/type")).endsWith("/outcome-unknown");
    assertThat(fixture.requests).isEmpty();
  }

  @Test
  void ifOfAFunctionSeesTheArguments() throws LeaseLost {
    String text =
        "use: {functions: {f: {if: .go, set: {went: true}}}}\n"
            + "do: [{a: {call: f, with: {go: false}}}]";
    assertThat(output(fixture.run(definition(text)))).isEqualTo("{\"go\":false}");
  }

  @Test
  void branchesMayCallTheSameFunction() throws LeaseLost {
    String text =
        GET_PET
            + """
            do:
              - both:
                  fork:
                    branches:
                      - one: {call: getPetById, with: {petId: 1}}
                      - two: {call: getPetById, with: {petId: 2}}
            """;
    assertThat(output(fixture.run(definition(text))))
        .isEqualTo("[{\"path\":\"/v2/pet/1\"},{\"path\":\"/v2/pet/2\"}]");
    assertThat(keys()).containsExactlyInAnyOrder("/0/0/0", "/0/1/0");
  }

  @Test
  void theTextOfAnErrorIsInTheProblem() throws LeaseLost {
    Outcome outcome =
        fixture.run(definition("do: [{a: {set: {x: '${ .who | error(\"boo\") }'}}}]"));
    assertThat(problem(outcome, "/detail"))
        .contains("the program raised the error \"boo\" at line 1, column 8");
  }
}

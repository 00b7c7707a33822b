package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.DefinitionBuilders.attempt;
import static drawbridge.run.interpreter.DefinitionBuilders.caught;
import static drawbridge.run.interpreter.DefinitionBuilders.definition;
import static drawbridge.run.interpreter.DefinitionBuilders.flow;
import static drawbridge.run.interpreter.DefinitionBuilders.get;
import static drawbridge.run.interpreter.DefinitionBuilders.json;
import static drawbridge.run.interpreter.DefinitionBuilders.object;
import static drawbridge.run.interpreter.DefinitionBuilders.pause;
import static drawbridge.run.interpreter.DefinitionBuilders.retry;
import static drawbridge.run.interpreter.DefinitionBuilders.root;
import static drawbridge.run.interpreter.DefinitionBuilders.set;
import static drawbridge.run.interpreter.DefinitionBuilders.task;
import static drawbridge.run.interpreter.DefinitionBuilders.unrepeatable;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.journal.StepRecord;
import drawbridge.run.journal.StepRecord.Status;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.model.TaskBody;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReplayTest {

  private static Definition representative() {
    var loop =
        new TaskBody.For(
            "item",
            "index",
            json("[1,2]"),
            Optional.empty(),
            flow(task("call", get("http://a/loop"))));
    var flaky =
        attempt(
            flow(task("flaky call", get("http://a/flaky"))),
            caught(retry(3, Duration.ofSeconds(5)), null));
    var fork =
        new TaskBody.Fork(
            false,
            List.of(task("left", get("http://a/left")), task("right", pause(Duration.ofHours(1)))));
    var child = new TaskBody.RunWorkflow(json("'other'"), "latest", json("{}"), true, true);
    return definition(
        task("first", set("{'a':1}")),
        task("loop", loop),
        task("flaky", flaky),
        task("pause", pause(Duration.ofMinutes(1))),
        task("fork", fork),
        task("child", child),
        task("last", new TaskBody.Set(object("all", root("states", "")))));
  }

  private static InterpreterFixture fixture() {
    InterpreterFixture fixture = new InterpreterFixture();
    AtomicInteger flaky = new AtomicInteger();
    fixture.web =
        request ->
            request.uri().getPath().equals("/flaky") && flaky.incrementAndGet() == 1
                ? InterpreterFixture.answer(503, "{}")
                : InterpreterFixture.ok("{\"path\":\"" + request.uri().getPath() + "\"}");
    return fixture;
  }

  private static String output(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    return Json.write(((Outcome.Succeeded) outcome).output());
  }

  @Test
  @Tag("X2")
  @Tag("X3")
  @Tag("X4")
  void aRunKilledAfterAnyCommitEndsLikeAnUndisturbedOne() throws LeaseLost {
    InterpreterFixture undisturbed = fixture();
    undisturbed.journal.dieAfter(Integer.MAX_VALUE);
    String expected = output(undisturbed.finish(representative()));
    int commits = undisturbed.journal.commits().size();
    assertThat(commits).isGreaterThan(12);
    for (int k = 0; k <= commits; k++) {
      InterpreterFixture fixture = fixture();
      resume(fixture, k);
      assertThat(output(fixture.finish(representative())))
          .as("killed after %d", k)
          .isEqualTo(expected);
      assertThat(keysOf(fixture)).as("killed after %d", k).isEqualTo(keysOf(undisturbed));
      assertFinishedCallsAreNotRepeated(fixture);
    }
  }

  @Test
  @Tag("X3")
  void aRunThatLosesACommitRepeatsOnlyTheUnfinishedCall() throws LeaseLost {
    InterpreterFixture undisturbed = fixture();
    String expected = output(undisturbed.finish(representative()));
    int commits = undisturbed.journal.commits().size();
    for (int k = 0; k < commits; k++) {
      InterpreterFixture fixture = fixture();
      fixture.journal.loseAfter(k);
      resume(fixture, Integer.MAX_VALUE);
      assertThat(output(fixture.finish(representative())))
          .as("lost after %d", k)
          .isEqualTo(expected);
      assertThat(keysOf(undisturbed)).as("lost after %d", k).containsAll(keysOf(fixture));
      assertThat(fixture.requests.size()).isLessThanOrEqualTo(undisturbed.requests.size() + 1);
    }
  }

  private static void resume(InterpreterFixture fixture, int k) throws LeaseLost {
    if (k != Integer.MAX_VALUE) {
      fixture.journal.dieAfter(k);
    }
    try {
      fixture.finish(representative());
    } catch (LeaseLost killed) {
      fixture.journal.restart();
    }
  }

  private static Set<String> keysOf(InterpreterFixture fixture) {
    Set<String> keys = new HashSet<>();
    fixture.requests.forEach(r -> keys.add(r.headers().get("Idempotency-Key")));
    return keys;
  }

  /**
   * The fixture dies after commits only, so that at most the last response is lost. The two
   * attempts of the flaky call have one key.
   */
  private static void assertFinishedCallsAreNotRepeated(InterpreterFixture fixture) {
    Map<String, Integer> sent = new HashMap<>();
    fixture.requests.forEach(r -> sent.merge(r.headers().get("Idempotency-Key"), 1, Integer::sum));
    assertThat(sent.remove(InterpreterFixture.RUN + ":/2/0")).isEqualTo(2);
    assertThat(sent.values()).allMatch(times -> times == 1);
  }

  private static InterpreterFixture killedInsideTheCall(Definition definition) throws LeaseLost {
    InterpreterFixture fixture = new InterpreterFixture();
    fixture.journal.dieAfter(1);
    try {
      fixture.run(definition);
    } catch (LeaseLost killed) {
      fixture.journal.restart();
    }
    assertThat(fixture.journal.records()).extracting(StepRecord::status).contains(Status.STARTED);
    return fixture;
  }

  @Test
  @Tag("X3")
  void anUnfinishedCallIsRepeatedWithTheSameIdempotencyKey() throws LeaseLost {
    Definition definition = definition(task("call", get("http://a/x")));
    InterpreterFixture fixture = new InterpreterFixture();
    fixture.web =
        request -> {
          if (fixture.requests.size() == 1) {
            fixture.journal.dieAfter(0);
          }
          return InterpreterFixture.ok("{\"n\":1}");
        };
    try {
      fixture.run(definition);
    } catch (LeaseLost killed) {
      fixture.journal.restart();
    }
    assertThat(output(fixture.run(definition))).isEqualTo("{\"n\":1}");
    assertThat(fixture.requests)
        .extracting(r -> r.headers().get("Idempotency-Key"))
        .containsExactly(InterpreterFixture.RUN + ":/0", InterpreterFixture.RUN + ":/0");
  }

  @Test
  @Tag("X3")
  void anUnfinishedCallThatMustNotBeRepeatedFailsAsOutcomeUnknown() throws LeaseLost {
    Definition definition = definition(unrepeatable(task("call", get("http://a/x"))));
    InterpreterFixture fixture = killedInsideTheCall(definition);
    Outcome outcome = fixture.run(definition);
    assertThat(((Outcome.Failed) outcome).problem().path("type").asText())
        .endsWith("/outcome-unknown");
    assertThat(fixture.requests).isEmpty();
  }

  @Test
  @Tag("X3")
  void anUnknownOutcomeCanBeCaught() throws LeaseLost {
    Definition definition =
        definition(
            task(
                "try",
                attempt(
                    flow(unrepeatable(task("call", get("http://a/x")))),
                    caught(null, flow(task("mend", set("{'mended':true}")))))));
    InterpreterFixture fixture = killedInsideTheCall(definition);
    assertThat(output(fixture.run(definition))).isEqualTo("{\"mended\":true}");
  }

  @Test
  @Tag("X4")
  void repeatedTasksHaveDifferentKeys() throws LeaseLost {
    AtomicInteger rounds = new AtomicInteger();
    var again =
        new TaskBody.Switch(
            List.of(
                new TaskBody.Switch.Case(
                    "again",
                    Optional.of(scope -> rounds.incrementAndGet() < 3),
                    new drawbridge.workflow.model.Next.To(0))));
    InterpreterFixture fixture = new InterpreterFixture();
    fixture.run(definition(task("call", get("http://a/x")), task("again", again)));
    assertThat(fixture.requests)
        .extracting(r -> r.headers().get("Idempotency-Key"))
        .containsExactly(
            InterpreterFixture.RUN + ":/0",
            InterpreterFixture.RUN + ":/0~2",
            InterpreterFixture.RUN + ":/0~3");
  }
}

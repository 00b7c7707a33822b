package drawbridge.run.interpreter;

import static drawbridge.run.interpreter.Flows.attempt;
import static drawbridge.run.interpreter.Flows.caught;
import static drawbridge.run.interpreter.Flows.definition;
import static drawbridge.run.interpreter.Flows.flow;
import static drawbridge.run.interpreter.Flows.get;
import static drawbridge.run.interpreter.Flows.json;
import static drawbridge.run.interpreter.Flows.object;
import static drawbridge.run.interpreter.Flows.pause;
import static drawbridge.run.interpreter.Flows.retry;
import static drawbridge.run.interpreter.Flows.root;
import static drawbridge.run.interpreter.Flows.set;
import static drawbridge.run.interpreter.Flows.task;
import static drawbridge.run.interpreter.Flows.unrepeatable;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Json;
import drawbridge.run.interpreter.StepRecord.Status;
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
    var child = new TaskBody.RunWorkflow(json("'other'"), "latest", json("{}"), true);
    return definition(
        task("first", set("{'a':1}")),
        task("loop", loop),
        task("flaky", flaky),
        task("pause", pause(Duration.ofMinutes(1))),
        task("fork", fork),
        task("child", child),
        task("last", new TaskBody.Set(object("all", root("states", "")))));
  }

  private static World world() {
    World world = new World();
    AtomicInteger flaky = new AtomicInteger();
    world.web =
        request ->
            request.uri().getPath().equals("/flaky") && flaky.incrementAndGet() == 1
                ? World.answer(503, "{}")
                : World.ok("{\"path\":\"" + request.uri().getPath() + "\"}");
    return world;
  }

  private static String output(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    return Json.write(((Outcome.Succeeded) outcome).output());
  }

  @Test
  @Tag("X2")
  @Tag("X3")
  @Tag("X4")
  void aRunKilledAfterAnyCommitEndsAsIfNothingHadHappened() throws LeaseLost {
    World undisturbed = world();
    undisturbed.journal.dieAfter(Integer.MAX_VALUE);
    String expected = output(undisturbed.finish(representative()));
    int commits = undisturbed.journal.commits().size();
    assertThat(commits).isGreaterThan(12);
    for (int k = 0; k <= commits; k++) {
      World world = world();
      resume(world, k);
      assertThat(output(world.finish(representative())))
          .as("killed after %d", k)
          .isEqualTo(expected);
      assertThat(keysOf(world)).as("killed after %d", k).isEqualTo(keysOf(undisturbed));
      assertFinishedCallsAreNotRepeated(world);
    }
  }

  @Test
  @Tag("X3")
  void aRunThatLosesAnyCommitRepeatsAtMostTheUnfinishedCallUnderItsOwnKey() throws LeaseLost {
    World undisturbed = world();
    String expected = output(undisturbed.finish(representative()));
    int commits = undisturbed.journal.commits().size();
    for (int k = 0; k < commits; k++) {
      World world = world();
      world.journal.loseAfter(k);
      resume(world, Integer.MAX_VALUE);
      assertThat(output(world.finish(representative()))).as("lost after %d", k).isEqualTo(expected);
      assertThat(keysOf(undisturbed)).as("lost after %d", k).containsAll(keysOf(world));
      assertThat(world.requests.size()).isLessThanOrEqualTo(undisturbed.requests.size() + 1);
    }
  }

  private static void resume(World world, int k) throws LeaseLost {
    if (k != Integer.MAX_VALUE) {
      world.journal.dieAfter(k);
    }
    try {
      world.finish(representative());
    } catch (LeaseLost killed) {
      world.journal.restart();
    }
  }

  private static Set<String> keysOf(World world) {
    Set<String> keys = new HashSet<>();
    world.requests.forEach(r -> keys.add(r.headers().get("Idempotency-Key")));
    return keys;
  }

  /**
   * This world dies only after commits, so an answer that came was lost at most with its commit.
   */
  private static void assertFinishedCallsAreNotRepeated(World world) {
    Map<String, Integer> sent = new HashMap<>();
    world.requests.forEach(r -> sent.merge(r.headers().get("Idempotency-Key"), 1, Integer::sum));
    assertThat(sent.values()).allMatch(times -> times == 1);
  }

  private static World killedInsideTheCall(Definition definition) throws LeaseLost {
    World world = new World();
    world.journal.dieAfter(1);
    try {
      world.run(definition);
    } catch (LeaseLost killed) {
      world.journal.restart();
    }
    assertThat(world.journal.records()).extracting(StepRecord::status).contains(Status.STARTED);
    return world;
  }

  @Test
  @Tag("X3")
  void anUnfinishedCallIsRepeatedWithTheSameIdempotencyKey() throws LeaseLost {
    Definition definition = definition(task("call", get("http://a/x")));
    World world = new World();
    world.web =
        request -> {
          if (world.requests.size() == 1) {
            world.journal.dieAfter(0);
          }
          return World.ok("{\"n\":1}");
        };
    try {
      world.run(definition);
    } catch (LeaseLost killed) {
      world.journal.restart();
    }
    assertThat(output(world.run(definition))).isEqualTo("{\"n\":1}");
    assertThat(world.requests)
        .extracting(r -> r.headers().get("Idempotency-Key"))
        .containsExactly(World.RUN + ":/0", World.RUN + ":/0");
  }

  @Test
  @Tag("X3")
  void anUnfinishedCallThatMustNotBeRepeatedFailsAsOutcomeUnknown() throws LeaseLost {
    Definition definition = definition(unrepeatable(task("call", get("http://a/x"))));
    World world = killedInsideTheCall(definition);
    Outcome outcome = world.run(definition);
    assertThat(((Outcome.Failed) outcome).problem().path("type").asText())
        .endsWith("/outcome-unknown");
    assertThat(world.requests).isEmpty();
  }

  @Test
  @Tag("X3")
  void anUnknownOutcomeMayBeCaught() throws LeaseLost {
    Definition definition =
        definition(
            task(
                "try",
                attempt(
                    flow(unrepeatable(task("call", get("http://a/x")))),
                    caught(null, flow(task("mend", set("{'mended':true}")))))));
    World world = killedInsideTheCall(definition);
    assertThat(output(world.run(definition))).isEqualTo("{\"mended\":true}");
  }

  @Test
  @Tag("X4")
  void revisitsGetKeysOfTheirOwn() throws LeaseLost {
    AtomicInteger rounds = new AtomicInteger();
    var again =
        new TaskBody.Switch(
            List.of(
                new TaskBody.Switch.Case(
                    "again",
                    Optional.of(scope -> rounds.incrementAndGet() < 3),
                    new drawbridge.workflow.model.Next.To(0))));
    World world = new World();
    world.run(definition(task("call", get("http://a/x")), task("again", again)));
    assertThat(world.requests)
        .extracting(r -> r.headers().get("Idempotency-Key"))
        .containsExactly(World.RUN + ":/0", World.RUN + ":/0~2", World.RUN + ":/0~3");
  }
}

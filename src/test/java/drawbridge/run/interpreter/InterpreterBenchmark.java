package drawbridge.run.interpreter;

import drawbridge.platform.Json;
import drawbridge.run.outbound.Http;
import drawbridge.workflow.step.Definition;
import drawbridge.workflow.step.Next;
import drawbridge.workflow.step.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Prints how many three-step runs a second the interpreter walks, without storage. */
final class InterpreterBenchmark {

  private InterpreterBenchmark() {}

  public static void main(String[] args) throws InterruptedException {
    measure(1, Duration.ofSeconds(3));
    System.out.printf("1 thread: %,d runs/s%n", measure(1, Duration.ofSeconds(5)));
    System.out.printf("2 threads: %,d runs/s%n", measure(2, Duration.ofSeconds(5)));
  }

  private static long measure(int threads, Duration length) throws InterruptedException {
    LongAdder runs = new LongAdder();
    CountDownLatch finished = new CountDownLatch(threads);
    long end = System.nanoTime() + length.toNanos();
    for (int i = 0; i < threads; i++) {
      new Thread(
              () -> {
                try {
                  until(end, runs);
                } finally {
                  finished.countDown();
                }
              })
          .start();
    }
    finished.await();
    return runs.sum() / length.toSeconds();
  }

  private static void until(long end, LongAdder runs) {
    Interpreter interpreter = interpreter();
    Definition definition = definition();
    var runtime = Json.read("{\"who\":\"me\"}");
    try {
      while (System.nanoTime() < end) {
        UUID id = new UUID(1, 2);
        RunInput input =
            new RunInput(id, "w", definition, runtime, Json.object(), Instant.now(), 0);
        if (interpreter.run(input, new NotingJournal()) instanceof Outcome.Succeeded) {
          runs.increment();
        }
      }
    } catch (RunTaken e) {
      throw new IllegalStateException(e);
    }
  }

  private static Interpreter interpreter() {
    return new Interpreter(
        Limits.DEFAULT,
        (request, cancelled) -> new Http.Abandoned(),
        new World(),
        branch -> {},
        name -> Optional.empty(),
        Clock.systemUTC());
  }

  private static Definition definition() {
    var choice =
        new Step.Switch(
            List.of(
                new Step.Switch.Case(
                    "mine",
                    Optional.of(
                        scope ->
                            "me".equals(Flows.root("runtime", "/who").resolve(scope).asText())),
                    Next.CONTINUE)));
    return Flows.definition(
        Flows.task("a", Flows.set("{'x':1}")),
        Flows.task("b", choice),
        Flows.task("c", new Step.Set(Flows.object("y", Flows.root("states", "/x/value")))));
  }

  private static final class NotingJournal implements Journal {
    private final Map<String, StepRecord> records = new HashMap<>();

    @Override
    public @Nullable StepRecord find(String key) {
      return records.get(key);
    }

    @Override
    public void note(StepRecord record) {
      records.put(record.key(), record);
    }

    @Override
    public void commit(StepRecord record) {
      note(record);
    }

    @Override
    public boolean isCancelled() {
      return false;
    }
  }
}

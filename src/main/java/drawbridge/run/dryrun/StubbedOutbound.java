package drawbridge.run.dryrun;

import drawbridge.platform.json.Json;
import drawbridge.run.interpreter.Children;
import drawbridge.run.interpreter.Outcome;
import drawbridge.run.outbound.Http;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;

/** Answers the calls and child runs of a dry run from samples. */
final class StubbedOutbound implements Http, Children {

  private final InMemoryJournal journal;
  private final Map<String, SampleAnswer> answers;
  private final BiPredicate<String, String> isWorkflow;
  private final Map<UUID, String> tasks = new HashMap<>();

  StubbedOutbound(
      InMemoryJournal journal,
      Map<String, SampleAnswer> answers,
      BiPredicate<String, String> isWorkflow) {
    this.journal = journal;
    this.answers = answers;
    this.isWorkflow = isWorkflow;
  }

  @Override
  public Answer send(Request request, BooleanSupplier cancelled) {
    SampleAnswer sample = answers.get(journal.currentTask());
    if (sample == null) {
      return new NotSent();
    }
    byte[] raw = Json.write(sample.body()).getBytes(StandardCharsets.UTF_8);
    return new Answered(
        sample.status(), Map.of("content-type", "application/json"), sample.body(), raw);
  }

  @Override
  public Optional<UUID> start(Order order) {
    if (!isWorkflow.test(order.name(), order.version())) {
      return Optional.empty();
    }
    UUID child = UUID.nameUUIDFromBytes(order.key().getBytes(StandardCharsets.UTF_8));
    tasks.put(child, journal.currentTask());
    return Optional.of(child);
  }

  @Override
  public Optional<Outcome> poll(UUID childId) {
    return Optional.ofNullable(answers.get(tasks.getOrDefault(childId, "")))
        .map(sample -> new Outcome.Succeeded(sample.body(), Json.object()));
  }
}

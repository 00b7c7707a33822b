package drawbridge.run.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import drawbridge.platform.Ids;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.UnreadableJson;
import drawbridge.run.entity.NewRun;
import drawbridge.run.entity.Run;
import drawbridge.run.interpreter.Children;
import drawbridge.run.interpreter.Outcome;
import drawbridge.workflow.control.VersionResolver;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Child runs in the store. A step starts one child, however often it is repeated. */
@Stateless
@Local(Children.class)
public class ChildLedger implements Children {

  private static final String RUNTIME_ERROR =
      "https://serverlessworkflow.io/spec/1.0.0/errors/runtime";

  @Inject Ledger ledger;
  @Inject RunInserts inserts;
  @Inject VersionResolver resolver;
  @Inject Clock clock;

  @Override
  public Optional<UUID> start(Order order) {
    return ledger
        .child(order.parent().toString(), order.key())
        .map(Run::id)
        .or(() -> insert(found(order.parent()), order))
        .map(UUID::fromString);
  }

  private Optional<String> insert(Run parent, Order order) {
    return resolver
        .resolveChild(parent.workspaceId(), order.name(), order.version())
        .map(
            workflow -> {
              NewRun child =
                  new NewRun(
                      Ids.next(clock.millis()),
                      parent.workspaceId(),
                      workflow,
                      Optional.empty(),
                      parent.requestId(),
                      "{}",
                      Json.write(order.runtime()),
                      Optional.of(new NewRun.Parent(parent.id(), order.key(), order.depth())),
                      Optional.empty(),
                      Optional.empty(),
                      parent.trace(),
                      Optional.empty());
              inserts.insert(List.of(child));
              return child.id();
            });
  }

  @Override
  public Optional<Outcome> poll(UUID childId) {
    Run child = found(childId);
    try {
      return ended(child);
    } catch (UnreadableJson e) {
      return Optional.of(
          new Outcome.Failed(
              Json.object()
                  .put("type", RUNTIME_ERROR)
                  .put("status", 500)
                  .put("title", "Stored data are unreadable")
                  .put("detail", "its result cannot be read: " + e.getMessage()),
              NullNode.getInstance()));
    }
  }

  private static Optional<Outcome> ended(Run child) {
    return switch (child.state()) {
      case QUEUED, RUNNING, WAITING -> Optional.empty();
      case SUCCEEDED ->
          Optional.of(new Outcome.Succeeded(json(child.output()), json(child.states())));
      case FAILED -> Optional.of(new Outcome.Failed(json(child.problem()), NullNode.getInstance()));
      case CANCELLED -> Optional.of(new Outcome.Cancelled());
    };
  }

  private static JsonNode json(@Nullable String text) {
    return Json.read(Objects.requireNonNull(text));
  }

  private Run found(UUID run) {
    return ledger
        .find(run.toString())
        .orElseThrow(() -> new IllegalStateException("no run " + run));
  }
}

package drawbridge.run.control;

import drawbridge.platform.Ids;
import drawbridge.platform.Json;
import drawbridge.run.entity.NewRun;
import drawbridge.run.entity.Run;
import drawbridge.run.interpreter.Children;
import drawbridge.workflow.control.VersionResolver;
import drawbridge.workflow.entity.PinnedVersion;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Child runs in the store. A step starts one child, however often it is repeated. */
@Stateless
@Local(Children.class)
public class ChildLedger implements Children {

  @Inject Ledger ledger;
  @Inject RunInserts inserts;
  @Inject VersionResolver resolver;
  @Inject Clock clock;

  @Override
  public Start start(Order order) {
    Optional<Run> known = ledger.child(order.parent().toString(), order.key());
    if (known.isPresent()) {
      return new Start.Started(UUID.fromString(known.get().id()));
    }
    Run parent =
        ledger
            .find(order.parent().toString())
            .orElseThrow(() -> new IllegalStateException("no run " + order.parent()));
    return resolver
        .resolveChild(parent.workspaceId(), order.name(), order.version())
        .<Start>map(workflow -> new Start.Started(insert(parent, order, workflow)))
        .orElseGet(
            () ->
                new Start.Unknown(
                    "This workspace has no workflow '"
                        + order.name()
                        + "', version '"
                        + order.version()
                        + "'."));
  }

  private UUID insert(Run parent, Order order, PinnedVersion workflow) {
    String id = Ids.next(clock.millis());
    inserts.insert(
        List.of(
            new NewRun(
                id,
                parent.workspaceId(),
                workflow,
                Optional.empty(),
                parent.requestId(),
                "{}",
                Json.write(order.runtime()),
                Optional.of(new NewRun.Parent(parent.id(), order.key(), order.depth())),
                Optional.empty(),
                parent.trace())));
    return UUID.fromString(id);
  }

  @Override
  public State poll(UUID childId) {
    Run child =
        ledger
            .find(childId.toString())
            .orElseThrow(() -> new IllegalStateException("no run " + childId));
    return switch (child.state()) {
      case QUEUED, RUNNING, WAITING -> new State.Running();
      case SUCCEEDED ->
          new State.Succeeded(
              Json.read(Objects.requireNonNull(child.output())),
              Json.read(Objects.requireNonNull(child.states())));
      case FAILED -> new State.Failed(Json.read(Objects.requireNonNull(child.problem())));
      case CANCELLED -> new State.Cancelled();
    };
  }
}

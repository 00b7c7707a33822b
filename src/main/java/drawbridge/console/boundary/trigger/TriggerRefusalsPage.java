package drawbridge.console.boundary.trigger;

import drawbridge.admin.control.triggers.RefusedCommands;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.console.boundary.Lazy;
import drawbridge.inbound.entity.RefusedDelivery;
import drawbridge.inbound.trigger.control.RefusedResend;
import drawbridge.inbound.trigger.control.UnrecordedCalls;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The refused deliveries of a trigger, and the counts of its requests without a row. */
@Named("triggerRefusals")
@RequestScoped
public class TriggerRefusalsPage {

  private static final int SHOWN = 50;

  @Inject SelectedTrigger selected;
  @Inject RefusedCommands refused;
  @Inject TriggerList triggers;

  private final Lazy<List<RefusedDelivery>> deliveries = new Lazy<>(this::find);
  private final Lazy<UnrecordedCalls.Counts> unrecorded =
      new Lazy<>(() -> triggers.unrecorded(selected.get().trigger()));
  private @Nullable String id;

  private List<RefusedDelivery> find() {
    return refused.find(selected.get().trigger(), Optional.empty(), SHOWN).items();
  }

  /** Returns the latest refused deliveries, newest first. */
  public List<RefusedDelivery> getDeliveries() {
    return deliveries.get();
  }

  /** Returns the counts of requests without a row on this node, and the last reasons. */
  public UnrecordedCalls.Counts getUnrecorded() {
    return unrecorded.get();
  }

  /** Sends a refused delivery again; a repeated click finds it sent. */
  public void send() throws IOException {
    RefusedResend.Outcome outcome = refused.send(selected.get().trigger(), id == null ? "" : id);
    if (outcome instanceof RefusedResend.Outcome.Sent sent) {
      selected.show(
          (sent.isNew() ? "The delivery was sent: " : "The delivery was sent already: ")
              + sent.delivery().outcome()
              + ".");
    } else if (outcome instanceof RefusedResend.Outcome.Refused again) {
      selected.showError("The delivery was refused again.", again.detail());
    } else {
      selected.showError(
          "The delivery was not sent.",
          "Its body was not kept, or it was removed. Ask its sender to repeat it.");
    }
  }

  /** Returns the id of the delivery that the dialog sends. */
  public @Nullable String getId() {
    return id;
  }

  public void setId(@Nullable String id) {
    this.id = id;
  }
}

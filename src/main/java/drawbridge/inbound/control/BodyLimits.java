package drawbridge.inbound.control;

import drawbridge.inbound.body.BodyLimit;
import drawbridge.inbound.control.limit.BodySettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Provides the limits of the bodies that this node reads. */
@ApplicationScoped
public class BodyLimits {

  static final String MAX_BODY = "drawbridge.inbound.max-body";
  static final String MAX_TRIGGER_BODY = "drawbridge.inbound.max-trigger-body";

  @Inject InboundSettings settings;
  @Inject BodySettings bodies;

  /** Returns the limit of the workflow request URL, and of triggers without a limit. */
  public BodyLimit ofWorkspace() {
    return new BodyLimit(settings.limits().maxBody(), MAX_BODY + " of this server");
  }

  /**
   * Returns the limit of a trigger.
   *
   * @param maxBody the bytes that the trigger takes, which the node may not
   */
  public BodyLimit ofTrigger(Optional<Integer> maxBody) {
    if (maxBody.isEmpty()) {
      return ofWorkspace();
    }
    return isAbove(maxBody.get())
        ? new BodyLimit(bodies.maxTriggerBody(), MAX_TRIGGER_BODY + " of this server")
        : new BodyLimit(maxBody.get(), "maxBody of this trigger");
  }

  /** Returns the most bytes of any body that this node reads. */
  public int greatest() {
    return Math.max(settings.limits().maxBody(), bodies.maxTriggerBody());
  }

  /**
   * Returns why this node does not take as many bytes as a trigger may name; empty when it does.
   * Completes "maxBody …".
   */
  public Optional<String> fault(Optional<Integer> maxBody) {
    return maxBody
        .filter(this::isAbove)
        .map(
            it ->
                "must be at most "
                    + bodies.maxTriggerBody()
                    + ", the limit of "
                    + MAX_TRIGGER_BODY
                    + " of this server");
  }

  private boolean isAbove(int maxBody) {
    return maxBody > bodies.maxTriggerBody();
  }
}

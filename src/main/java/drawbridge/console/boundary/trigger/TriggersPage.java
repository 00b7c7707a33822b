package drawbridge.console.boundary.trigger;

import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.console.boundary.Lazy;
import drawbridge.console.boundary.PageContext;
import drawbridge.inbound.trigger.control.PublicUrl;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of triggers. */
@Named("triggers")
@RequestScoped
public class TriggersPage {

  @Inject TriggerList triggers;
  @Inject PublicUrl urls;
  @Inject PageContext context;
  @Inject Clock clock;

  private final Lazy<List<TriggerLine>> lines =
      new Lazy<>(() -> context.list(it -> triggers.in(it.id())));

  /** Returns all triggers of the workspace, by name. */
  public List<TriggerLine> getLines() {
    return lines.get();
  }

  /**
   * Returns the trigger's URL; null when it is hidden or this node lacks the key of its address.
   */
  public @Nullable String url(TriggerLine line) {
    return line.address()
        .map(id -> urls.of(context.origin(), context.getWorkspaceName(), id))
        .orElse(null);
  }

  /** Returns why the trigger needs attention; null when it needs none. */
  public @Nullable String warning(TriggerLine line) {
    return line.warning(clock.instant()).orElse(null);
  }
}

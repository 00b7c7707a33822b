package drawbridge.console.boundary.trigger;

import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.console.boundary.Origin;
import drawbridge.console.boundary.PageContext;
import drawbridge.console.boundary.PageQuery;
import drawbridge.inbound.trigger.control.PublicUrl;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list of triggers. */
@Named("triggers")
@RequestScoped
public class TriggersPage {

  static final String PAGE = "triggers.xhtml";

  @Inject TriggerList triggers;
  @Inject PublicUrl urls;
  @Inject PageContext context;
  @Inject Clock clock;

  private @Nullable List<TriggerLine> lines;

  /** Returns all triggers of the workspace, by name. */
  public List<TriggerLine> getLines() {
    List<TriggerLine> known = lines;
    if (known == null) {
      known = context.hasWorkspace() ? triggers.in(context.workspace().id()) : List.of();
      lines = known;
    }
    return known;
  }

  /** Returns the trigger's URL; null when this node lacks the key of its address. */
  public @Nullable String url(TriggerLine line) {
    return line.address()
        .map(id -> urls.of(Origin.ofRequest(), context.getWorkspaceName(), id))
        .orElse(null);
  }

  /** Returns why the trigger needs attention; null when it needs none. */
  public @Nullable String warning(TriggerLine line) {
    return line.warning(clock.instant()).orElse(null);
  }

  /** Returns the URL of a page about a trigger. */
  public String at(String page, String name) {
    return PageQuery.of(page, Map.of("workspace", context.getWorkspaceName(), "name", name));
  }
}

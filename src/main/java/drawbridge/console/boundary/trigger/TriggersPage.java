package drawbridge.console.boundary.trigger;

import drawbridge.admin.control.list.TriggerWarnings;
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
  @Inject PageContext place;
  @Inject Clock clock;

  private @Nullable List<TriggerLine> lines;

  /** All of the workspace, by name. */
  public List<TriggerLine> getLines() {
    List<TriggerLine> known = lines;
    if (known == null) {
      known = place.isKnown() ? triggers.in(place.workspace().id()) : List.of();
      lines = known;
    }
    return known;
  }

  /** The trigger's URL; null when this node lacks its key. */
  public @Nullable String url(TriggerLine line) {
    return line.address().map(id -> urls.of(Origin.seen(), place.getNamed(), id)).orElse(null);
  }

  /** What an operator should know of it; null when there is nothing. */
  public @Nullable String warning(TriggerLine line) {
    return new TriggerWarnings(line, clock.instant()).ofTrigger().orElse(null);
  }

  /** The address of a page about one of them. */
  public String at(String page, String name) {
    return PageQuery.of(page, Map.of("workspace", place.getNamed(), "name", name));
  }
}

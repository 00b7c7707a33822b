package drawbridge.console.boundary.replay;

import drawbridge.admin.replay.control.BulkReplays;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.Progress;
import drawbridge.console.boundary.PageContext;
import drawbridge.console.boundary.PageQuery;
import drawbridge.platform.Ids;
import drawbridge.platform.Json;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The bulk replays of a workspace, newest first. */
@Named("replays")
@RequestScoped
public class ReplaysPage {

  private static final String PAGE = "replays.xhtml";
  private static final int MOST = 25;

  @Inject BulkReplays replays;
  @Inject PageContext place;
  @Inject PageQuery address;

  private BulkReplays.@Nullable Page read;

  public List<BulkReplay> getLines() {
    return page().replays();
  }

  /** What one repeats, in words. */
  public String words(BulkReplay replay) {
    StringJoiner words = new StringJoiner(", ");
    Json.read(replay.query())
        .properties()
        .forEach(part -> words.add(part.getKey() + " " + part.getValue().asText()));
    return words.length() == 0 ? "all runs" : words.toString();
  }

  /** Runs that had their turn. */
  public long turned(BulkReplay replay) {
    Progress progress = replay.progress();
    return progress.done() + progress.skipped() + progress.impossible();
  }

  /** Whether one of them goes on by itself. */
  public boolean isLive() {
    return getLines().stream().anyMatch(replay -> !replay.state().isFinal());
  }

  /** The address of one. */
  public String at(BulkReplay replay) {
    return PageQuery.of("replay.xhtml", Map.of("workspace", place.getNamed(), "id", replay.id()));
  }

  /** The address of the next page; empty when there is none. */
  public String getOlder() {
    return page().next().map(this::at).orElse("");
  }

  /** The address of the first page; empty when this is it. */
  public String getNewest() {
    return cursor().isEmpty() ? "" : at("");
  }

  private String at(String cursor) {
    return PageQuery.of(PAGE, Map.of("workspace", place.getNamed(), "cursor", cursor));
  }

  private Optional<String> cursor() {
    return address.text("cursor").filter(Ids::isUuid);
  }

  private BulkReplays.Page page() {
    BulkReplays.Page page = read;
    if (page == null) {
      page = replays.list(place.workspace().id(), cursor(), MOST);
      read = page;
    }
    return page;
  }
}

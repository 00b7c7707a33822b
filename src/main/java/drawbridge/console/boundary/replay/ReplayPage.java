package drawbridge.console.boundary.replay;

import drawbridge.admin.replay.control.BulkReplays;
import drawbridge.admin.replay.control.BulkReplays.Steered;
import drawbridge.admin.replay.control.ReplayCommands;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.console.boundary.PageContext;
import drawbridge.console.boundary.PageQuery;
import drawbridge.platform.Ids;
import drawbridge.platform.Json;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One bulk replay: how far it is, and how it is held or ended. */
@Named("replay")
@RequestScoped
public class ReplayPage {

  @Inject BulkReplays replays;
  @Inject ReplayCommands commands;
  @Inject PageContext place;
  @Inject PageQuery address;
  @Inject Clock clock;

  private @Nullable BulkReplay read;

  /** How many runs were not repeated for this reason. */
  public record Reason(String words, long count) {}

  /** Ends the request with 404 when the address names no replay of the workspace. */
  public void arrive() throws IOException {
    if (place.isKnown() && found().isEmpty()) {
      place.leave(
          "There is no such replay in this workspace. It may have been removed at its age.");
    }
  }

  /** The replay; {@link #arrive} has looked. */
  public BulkReplay getIt() {
    return found().orElseThrow(() -> new IllegalStateException("no such replay"));
  }

  /** When it is done, at the earliest; null while that cannot be said. */
  public @Nullable Instant getEstimatedEnd() {
    return getIt().estimatedEnd(clock.instant()).orElse(null);
  }

  /** Why runs were not repeated. */
  public List<Reason> getReasons() {
    return Json.read(getIt().progress().reasons()).properties().stream()
        .map(each -> new Reason(each.getKey(), each.getValue().asLong()))
        .toList();
  }

  /** Waits until it is resumed. */
  public void pause() throws IOException {
    tell(commands.pause(place.workspace().id(), id()), "It waits until somebody resumes it.");
  }

  /** Goes on. */
  public void resume() throws IOException {
    tell(commands.resume(place.workspace().id(), id()), "It goes on.");
  }

  /** Repeats no more. */
  public void cancel() throws IOException {
    tell(commands.cancel(place.workspace().id(), id()), "It repeats no more runs.");
  }

  private void tell(Steered steered, String words) throws IOException {
    place.go(
        PageQuery.of("replay.xhtml", Map.of("workspace", place.getNamed(), "id", id())),
        steered == Steered.YES ? words : "It had ended already.");
  }

  private String id() {
    return address.text("id").filter(Ids::isUuid).orElse("").toLowerCase(Locale.ROOT);
  }

  private Optional<BulkReplay> found() {
    BulkReplay known = read;
    if (known == null) {
      known = replays.find(place.workspace().id(), id()).orElse(null);
      read = known;
    }
    return Optional.ofNullable(known);
  }
}

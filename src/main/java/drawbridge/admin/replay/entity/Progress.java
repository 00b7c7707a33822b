package drawbridge.admin.replay.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Json;
import jakarta.persistence.Embeddable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a bulk replay is. */
@Embeddable
public class Progress {

  private String place = "";
  private long counted;
  private @Nullable Long total;
  private long done;
  private long skipped;
  private long impossible;
  private String reasons = "{}";

  protected Progress() {}

  /** Nothing was looked at. */
  static Progress none() {
    return new Progress();
  }

  /** Some more runs were counted; {@code isAll} of them, when there are no more. */
  void count(long more, String upTo, boolean isAll) {
    counted += more;
    place = isAll ? "" : upTo;
    total = isAll ? (Long) counted : null;
  }

  /** Some more runs had their turn. */
  void advance(List<BulkReplayRun> repetitions, String upTo) {
    ObjectNode counts = (ObjectNode) Json.read(reasons);
    for (BulkReplayRun each : repetitions) {
      switch (each.outcome()) {
        case REPLAYED -> done++;
        case SKIPPED -> skipped++;
        case IMPOSSIBLE -> impossible++;
      }
      String reason = each.reason();
      if (reason != null) {
        counts.put(reason, counts.path(reason).asLong() + 1);
      }
    }
    reasons = Json.write(counts);
    place = upTo;
  }

  /** The last run that was looked at; runs behind it are next. */
  public String place() {
    return place;
  }

  /** How many runs the query finds; null while they are counted. */
  public @Nullable Long total() {
    return total;
  }

  /** Runs that were repeated. */
  public long done() {
    return done;
  }

  public long skipped() {
    return skipped;
  }

  public long impossible() {
    return impossible;
  }

  /** Counts of what was not repeated, by its reason, as a JSON object. */
  public String reasons() {
    return reasons;
  }

  /** Runs that were counted and have not had their turn; 0 while they are counted. */
  public long left() {
    return total == null ? 0 : Math.max(0, total - done - skipped - impossible);
  }
}

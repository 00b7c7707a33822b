package drawbridge.admin.replay.entity;

import drawbridge.platform.binding.JsonBinding;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.persistence.Embeddable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The progress of a bulk replay. */
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

  /** Returns the progress of a new bulk replay. */
  static Progress none() {
    return new Progress();
  }

  /** Adds counted runs; {@code isAll} is true after the last run. */
  void count(long more, String upTo, boolean isAll) {
    counted += more;
    place = isAll ? "" : upTo;
    total = isAll ? (Long) counted : null;
  }

  /** Adds the outcomes of a batch. */
  void advance(List<BulkReplayRun> outcomes, String upTo) {
    Map<String, Long> counts = new LinkedHashMap<>();
    JsonBinding.object(reasons)
        .forEach((reason, count) -> counts.put(reason, ((JsonNumber) count).longValue()));
    for (BulkReplayRun each : outcomes) {
      switch (each.outcome()) {
        case REPLAYED -> done++;
        case SKIPPED -> skipped++;
        case IMPOSSIBLE -> impossible++;
      }
      String reason = each.reason();
      if (reason != null) {
        counts.merge(reason, 1L, Long::sum);
      }
    }
    reasons = Json.createObjectBuilder(counts).build().toString();
    place = upTo;
  }

  /** Returns the id of the last processed run; the next batch starts after it. */
  public String place() {
    return place;
  }

  /** Returns how many runs match the query; null while they are counted. */
  public @Nullable Long total() {
    return total;
  }

  /** Returns how many runs were replayed. */
  public long done() {
    return done;
  }

  public long skipped() {
    return skipped;
  }

  public long impossible() {
    return impossible;
  }

  /** Returns the number of runs without a replay by reason, as a JSON object. */
  public String reasons() {
    return reasons;
  }

  /** Returns how many counted runs are not yet processed; 0 while they are counted. */
  public long left() {
    return total == null ? 0 : Math.max(0, total - done - skipped - impossible);
  }
}

package drawbridge.admin.replay.control;

import drawbridge.admin.control.runs.RunLine;
import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.platform.Ids;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Previews a bulk replay: counts its runs and returns a sample. Writes nothing. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Previews {

  /** Maximum count; larger results are reported as {@code more}. */
  public static final int MOST_COUNTED = 10_000;

  private static final int SAMPLE = 10;

  @Inject OldestFirst oldestFirst;
  @Inject RunSearch search;
  @Inject Clock clock;

  /**
   * The current result of a query.
   *
   * @param count exact, unless {@code more} is true
   * @param sample the oldest runs, which would be replayed first
   */
  public record Preview(int count, boolean more, List<RunLine> sample) {
    public Preview {
      sample = List.copyOf(sample);
    }
  }

  /**
   * Returns the runs that a bulk replay would cover if it started now. Counts runs that it would
   * skip, too.
   */
  public Preview of(String workspaceId, RunQuery query) {
    Instant now = clock.instant();
    OldestFirst.Search wanted =
        new OldestFirst.Search(workspaceId, query.before(Ids.floor(now.plusMillis(1))), now);
    List<String> sample = new ArrayList<>();
    int count = 0;
    OldestFirst.Chunk chunk;
    String after = "";
    do {
      chunk = oldestFirst.next(wanted, after, MOST_COUNTED + 1 - count);
      count += chunk.found().size();
      chunk.found().stream().limit(SAMPLE - sample.size()).forEach(sample::add);
      after = chunk.last();
    } while (count <= MOST_COUNTED && !chunk.isEnd());
    return new Preview(
        Math.min(count, MOST_COUNTED), count > MOST_COUNTED, search.lines(workspaceId, sample));
  }
}

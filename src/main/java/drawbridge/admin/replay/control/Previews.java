package drawbridge.admin.replay.control;

import drawbridge.admin.control.runs.RunFilter;
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
  @Inject EarlierReplays earlier;
  @Inject RunSearch search;
  @Inject Clock clock;

  /**
   * The current result of a query.
   *
   * @param count number of runs to replay; exact, unless {@code more} is true
   * @param matches number of runs that match the query: replays and children included
   * @param repeated how many of the counted runs an earlier bulk replay of the query has repeated;
   *     see {@link EarlierReplays}
   * @param sample the oldest runs, which would be replayed first
   */
  public record Preview(int count, int matches, int repeated, boolean more, List<RunLine> sample) {
    public Preview {
      sample = List.copyOf(sample);
    }
  }

  /**
   * Returns the runs that a bulk replay would replay or skip if it started now. Blocks until at
   * most {@link #MOST_COUNTED} matching runs are read.
   */
  public Preview of(String workspaceId, RunQuery query) {
    Instant now = clock.instant();
    OldestFirst.Search wanted =
        new OldestFirst.Search(workspaceId, query.before(Ids.floor(now.plusMillis(1))), now);
    String filter = RunFilter.of(query).toJson();
    List<String> sample = new ArrayList<>();
    int count = 0;
    int matches = 0;
    int repeated = 0;
    OldestFirst.Chunk chunk;
    String after = "";
    do {
      chunk = oldestFirst.next(wanted, after, MOST_COUNTED + 1 - matches);
      count += chunk.found().size();
      matches += chunk.matches();
      repeated += earlier.of(workspaceId, filter, chunk.found()).size();
      chunk.found().stream().limit(SAMPLE - sample.size()).forEach(sample::add);
      after = chunk.last();
    } while (matches <= MOST_COUNTED && !chunk.isEnd());
    return new Preview(
        Math.min(count, MOST_COUNTED),
        Math.min(matches, MOST_COUNTED),
        repeated,
        matches > MOST_COUNTED,
        search.lines(workspaceId, sample));
  }
}

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

/** Says what a bulk replay would repeat; writes nothing. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Previews {

  /** Up to here runs are counted. */
  public static final int MOST_COUNTED = 10_000;

  private static final int SAMPLE = 10;

  @Inject OldestFirst walk;
  @Inject RunSearch search;
  @Inject Clock clock;

  /**
   * What the query finds now.
   *
   * @param count exact, unless there is {@code more}
   * @param sample the runs that would be repeated first: the oldest ones
   */
  public record Preview(int count, boolean more, List<RunLine> sample) {
    public Preview {
      sample = List.copyOf(sample);
    }
  }

  /** What would be repeated if the replay began now; those that it would skip are counted, too. */
  public Preview of(String workspaceId, RunQuery query) {
    Instant now = clock.instant();
    OldestFirst.Search wanted =
        new OldestFirst.Search(workspaceId, query.before(Ids.floor(now.plusMillis(1))), now);
    List<String> sample = new ArrayList<>();
    int count = 0;
    OldestFirst.Stretch stretch;
    String after = "";
    do {
      stretch = walk.next(wanted, after, MOST_COUNTED + 1 - count);
      count += stretch.found().size();
      stretch.found().stream().limit(SAMPLE - sample.size()).forEach(sample::add);
      after = stretch.last();
    } while (count <= MOST_COUNTED && !stretch.isEnd());
    return new Preview(
        Math.min(count, MOST_COUNTED), count > MOST_COUNTED, search.lines(workspaceId, sample));
  }
}

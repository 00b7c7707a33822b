package drawbridge.admin.live.control;

import drawbridge.admin.control.requests.NewRequests;
import drawbridge.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/**
 * The new requests of a workspace. Rows are stored after their requests have arrived, and by nodes
 * with other clocks: so each turn reads the ids of the last seconds again, and every tenth turn
 * those of the last minute. Used by the reader's thread only.
 */
final class Feed {

  /** How late a row may be stored and still be sent at the next turn. */
  static final Duration LATENESS = Duration.ofSeconds(5);

  private static final Duration GREATEST_LATENESS = Duration.ofMinutes(1);
  private static final int TURNS = 10;

  private final NewRequests requests;
  private final String workspaceId;
  private final TreeSet<String> known = new TreeSet<>();
  private int turn;

  /** Begins after the requests that are stored already. */
  Feed(NewRequests requests, String workspaceId, Instant now) {
    this.requests = requests;
    this.workspaceId = workspaceId;
    known.addAll(requests.ids(workspaceId, Ids.floor(now.minus(GREATEST_LATENESS))));
  }

  /** Returns the requests that no turn before has returned, oldest first. */
  NewRequests.Batch next(Instant now) {
    boolean isLong = ++turn % TURNS == 0;
    Duration lateness = isLong ? GREATEST_LATENESS : LATENESS;
    List<String> ids =
        requests.ids(workspaceId, Ids.floor(now.minus(lateness))).stream()
            .filter(known::add)
            .toList();
    known.headSet(Ids.floor(now.minus(GREATEST_LATENESS))).clear();
    return requests.read(workspaceId, ids);
  }
}

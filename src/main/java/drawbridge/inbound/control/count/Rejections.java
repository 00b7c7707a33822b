package drawbridge.inbound.control.count;

import drawbridge.inbound.control.count.RejectionLedger.Kind;
import drawbridge.platform.store.WriteBehind;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts refused requests and rejected entries. Counts are kept in memory and written every few
 * seconds, so that a flood of bad requests does not load the store. A crash loses the counts of
 * those seconds.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Rejections {

  private static final int MOST_KINDS = 1_000;
  private static final int MOST_DETAILS = 10;
  private static final int LONGEST_DETAIL = 500;

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject RejectionLedger ledger;
  @Inject InboundCounters counters;
  @Inject Clock clock;

  private final WriteBehind<Kind, CountTable.Seen> counts =
      new WriteBehind<>("counts of rejections", CountTable.Seen::plus, taken -> ledger.add(taken));

  /** How many details of each reason came since the last write. */
  private final Map<Kind, Integer> details = new ConcurrentHashMap<>();

  @PostConstruct
  void start() {
    counts.begin(timer, this::write);
  }

  @PreDestroy
  void stop() {
    write();
  }

  /**
   * Counts one refused request or rejected entry. Shortens a long detail. Between two writes,
   * counts ten details of each reason of a workspace apart, 1,000 in all, and further ones under
   * their reason alone, because a detail may quote the request.
   *
   * @param workspace a name; empty for a name of no workspace
   */
  public void count(String workspace, String reason, String detail) {
    counters.rejected(reason);
    Kind kind = new Kind(workspace, reason, storable(detail));
    counts.note(isApart(kind) ? kind : kind.withoutDetail(), CountTable.Seen.at(clock.instant()));
  }

  private boolean isApart(Kind kind) {
    return counts.holds(kind)
        || (counts.size() < MOST_KINDS
            && details.merge(kind.withoutDetail(), 1, Integer::sum) <= MOST_DETAILS);
  }

  /** PostgreSQL stores no text with U+0000. */
  private static String storable(String detail) {
    String shortened =
        detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL - 1) + "…" : detail;
    return shortened.replace('\0', '\uFFFD');
  }

  /** Writes unwritten counts. A failed write is repeated the next time. */
  public void write() {
    details.clear();
    counts.write();
  }
}

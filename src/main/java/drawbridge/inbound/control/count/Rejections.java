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
  private static final int LONGEST_DETAIL = 500;

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject RejectionLedger ledger;
  @Inject InboundCounters counters;
  @Inject Clock clock;

  private final WriteBehind<Kind, CountTable.Seen> counts =
      new WriteBehind<>("counts of rejections", CountTable.Seen::plus, taken -> ledger.add(taken));

  @PostConstruct
  void start() {
    counts.begin(timer);
  }

  @PreDestroy
  void stop() {
    write();
  }

  /**
   * Counts one refused request or rejected entry. Shortens a long detail. With 1,000 unwritten
   * kinds, counts further kinds under their reason alone.
   *
   * @param workspace a name; empty for a name of no workspace
   */
  public void count(String workspace, String reason, String detail) {
    counters.rejected(reason);
    Kind kind = new Kind(workspace, reason, storable(detail));
    Kind counted = counts.size() < MOST_KINDS || counts.holds(kind) ? kind : kind.withoutDetail();
    counts.note(counted, CountTable.Seen.at(clock.instant()));
  }

  /** PostgreSQL stores no text with U+0000. */
  private static String storable(String detail) {
    String shortened =
        detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL - 1) + "…" : detail;
    return shortened.replace('\0', '\uFFFD');
  }

  /** Writes unwritten counts. A failed write is repeated the next time. */
  void write() {
    counts.write();
  }
}

package drawbridge.inbound.control;

import drawbridge.inbound.control.RejectionLedger.Kind;
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

/**
 * Counts what was refused. Counting is in memory and is written every few seconds, so that a flood
 * of bad requests costs the store nothing; a crash loses at most that many counts, and never a
 * request that was accepted.
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
  @Inject InboundCounters figures;

  private final WriteBehind<Kind, Long> counts =
      new WriteBehind<>("counts of rejections", Long::sum, taken -> ledger.add(taken));

  @PostConstruct
  void start() {
    counts.begin(timer);
  }

  @PreDestroy
  void stop() {
    write();
  }

  /**
   * One more refused request or entry. A long detail is shortened, and where very many kinds come
   * at once the rest is counted under their reasons.
   *
   * @param workspace a name; empty where the caller named none that exists
   */
  public void count(String workspace, String reason, String detail) {
    figures.rejected(reason);
    Kind kind = new Kind(workspace, reason, fitting(detail));
    Kind counted = counts.size() < MOST_KINDS || counts.holds(kind) ? kind : kind.withoutDetail();
    counts.note(counted, 1L);
  }

  /** PostgreSQL keeps no text with the character 0. */
  private static String fitting(String detail) {
    String shortened =
        detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL - 1) + "…" : detail;
    return shortened.replace('\0', '\uFFFD');
  }

  /** Writes what was counted since; what could not be written is written the next time. */
  void write() {
    counts.write();
  }
}

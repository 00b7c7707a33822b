package drawbridge.inbound.control;

import drawbridge.inbound.control.RejectionLedger.Kind;
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
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

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

  private static final System.Logger LOG = System.getLogger(Rejections.class.getName());
  private static final int WRITTEN_EVERY_SECONDS = 2;
  private static final int MOST_KINDS = 1_000;
  private static final int LONGEST_DETAIL = 500;

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject RejectionLedger ledger;

  /** Numbers and no counters: what is taken out is all that was counted until then. */
  private final Map<Kind, Long> counts = new ConcurrentHashMap<>();

  @PostConstruct
  void start() {
    var unused =
        timer.scheduleWithFixedDelay(
            this::write, WRITTEN_EVERY_SECONDS, WRITTEN_EVERY_SECONDS, TimeUnit.SECONDS);
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
    Kind kind = new Kind(workspace, reason, fitting(detail));
    Kind counted =
        counts.size() < MOST_KINDS || counts.containsKey(kind) ? kind : kind.withoutDetail();
    counts.merge(counted, 1L, Long::sum);
  }

  /** PostgreSQL keeps no text with the character 0. */
  private static String fitting(String detail) {
    String shortened =
        detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL - 1) + "…" : detail;
    return shortened.replace('\0', '\uFFFD');
  }

  /** Writes what was counted since; what could not be written is written the next time. */
  void write() {
    SortedMap<Kind, Long> taken = new TreeMap<>();
    for (Kind kind : List.copyOf(counts.keySet())) {
      Long count = counts.remove(kind);
      if (count != null) {
        taken.put(kind, count);
      }
    }
    try {
      if (!taken.isEmpty()) {
        ledger.add(taken);
      }
    } catch (RuntimeException e) {
      taken.forEach((kind, count) -> counts.merge(kind, count, Long::sum));
      LOG.log(
          System.Logger.Level.WARNING,
          "counts of rejections could not be written; tried again soon: {0}",
          e.toString());
    }
  }
}

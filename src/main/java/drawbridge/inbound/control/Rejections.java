package drawbridge.inbound.control;

import drawbridge.inbound.entity.Rejection;
import drawbridge.platform.Ids;
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
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

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

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Resource UserTransaction transaction;
  @Inject Clock clock;

  private record Kind(String workspace, String reason, String detail) {}

  private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>();

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
   * One more refused request or entry. Whatever does not fit is counted under a shortened detail.
   */
  public void count(String workspace, String reason, String detail) {
    String shortened =
        detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL - 1) + "…" : detail;
    Kind kind = new Kind(workspace, reason, shortened);
    Kind counted =
        counts.size() < MOST_KINDS || counts.containsKey(kind) ? kind : new Kind("", "other", "");
    counts.computeIfAbsent(counted, k -> new LongAdder()).increment();
  }

  /** What was refused in a workspace, the latest first. */
  public List<Rejection> of(String workspace) {
    return entities
        .createQuery(
            "select r from Rejection r where r.workspace = :workspace order by r.lastAt desc",
            Rejection.class)
        .setParameter("workspace", workspace)
        .setMaxResults(MOST_KINDS)
        .getResultList();
  }

  private void write() {
    for (Kind kind : List.copyOf(counts.keySet())) {
      LongAdder counted = counts.remove(kind);
      if (counted != null) {
        try {
          write(kind, counted.sum());
        } catch (Exception e) {
          counts.computeIfAbsent(kind, k -> new LongAdder()).add(counted.sum());
          LOG.log(
              System.Logger.Level.WARNING,
              "counts of rejections could not be written; tried again soon: {0}",
              e.toString());
          return;
        }
      }
    }
  }

  private void write(Kind kind, long more) throws Exception {
    transaction.begin();
    try {
      Instant now = clock.instant();
      Rejection rejection =
          find(kind)
              .orElseGet(
                  () -> {
                    Rejection first =
                        new Rejection(
                            Ids.next(now.toEpochMilli()),
                            kind.workspace(),
                            kind.reason(),
                            kind.detail(),
                            now);
                    entities.persist(first);
                    return first;
                  });
      rejection.add(more, now);
      transaction.commit();
    } catch (Exception e) {
      if (transaction.getStatus() != jakarta.transaction.Status.STATUS_NO_TRANSACTION) {
        transaction.rollback();
      }
      throw e;
    }
  }

  private java.util.Optional<Rejection> find(Kind kind) {
    return entities
        .createQuery(
            "select r from Rejection r where r.workspace = :workspace and r.reason = :reason and r.detail = :detail",
            Rejection.class)
        .setParameter("workspace", kind.workspace())
        .setParameter("reason", kind.reason())
        .setParameter("detail", kind.detail())
        .setLockMode(jakarta.persistence.LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }
}

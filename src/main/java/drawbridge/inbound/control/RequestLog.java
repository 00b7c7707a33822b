package drawbridge.inbound.control;

import drawbridge.inbound.entity.Acceptance;
import drawbridge.platform.store.WriteBehind;
import drawbridge.run.control.Requests;
import drawbridge.run.entity.ReceivedRequest;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stores the rows of requests that start no run, half a second late (C11): they recorded nothing
 * else, so that a repeated request costs its sender no commit. The buffer is bounded. A request
 * that finds it full writes it at once; while the store does not answer, further rows are dropped.
 * A crash loses the rows of that half second.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class RequestLog {

  static final int MOST_ROWS = 5_000;

  private static final System.Logger LOG = System.getLogger(RequestLog.class.getName());
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final long MOST_CHARACTERS = 16L << 20;

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @EJB Requests requests;

  private final AtomicLong characters = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final WriteBehind<String, ReceivedRequest> rows =
      new WriteBehind<>("rows of requests", (one, same) -> one, taken -> insert(taken.values()));

  @PostConstruct
  void start() {
    rows.begin(timer, INTERVAL);
  }

  @PreDestroy
  void stop() {
    write();
  }

  /**
   * Adds the rows of committed requests that start no run. Never throws: the requests are
   * committed.
   *
   * @param results of each request, in the same order
   */
  public void committed(List<Intake.Request> committed, List<List<Acceptance>> results) {
    for (int i = 0; i < committed.size(); i++) {
      Intake.Request request = committed.get(i);
      List<Acceptance> its = results.get(i);
      try {
        request
            .received()
            .filter(it -> it.hasRow(its) && !it.isWithRuns(its))
            .ifPresent(it -> add(it.row(request.workspaceId(), its)));
      } catch (RuntimeException e) {
        LOG.log(
            System.Logger.Level.ERROR,
            "request " + request.requestId() + ": cannot make its row; it is not listed",
            e);
      }
    }
  }

  private void add(ReceivedRequest row) {
    if (isFull()) {
      write();
    }
    if (isFull()) {
      dropped.incrementAndGet();
      return;
    }
    characters.addAndGet(row.size());
    rows.note(row.id(), row);
  }

  private boolean isFull() {
    return rows.size() >= MOST_ROWS || characters.get() >= MOST_CHARACTERS;
  }

  private void insert(Collection<ReceivedRequest> taken) {
    requests.insert(taken);
    characters.addAndGet(-taken.stream().mapToLong(ReceivedRequest::size).sum());
    long lost = dropped.getAndSet(0);
    if (lost > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} requests that started no run are not listed, since the store did not answer; later"
              + " ones are",
          lost);
    }
  }

  /** Writes all rows. Rows that cannot be written are written the next time. */
  void write() {
    rows.write();
  }
}

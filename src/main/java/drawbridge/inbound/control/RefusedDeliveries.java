package drawbridge.inbound.control;

import drawbridge.inbound.entity.RefusedDelivery;
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
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Keeps whole refused requests, and limits the number of refused deliveries of each trigger (T12).
 * Requests are kept in memory and written every few seconds, at most 20 for each trigger, so that a
 * flood of them costs the store little. A crash loses the requests of those seconds; {@link Intake}
 * writes rejected elements itself.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class RefusedDeliveries {

  private static final int MOST_AT_ONCE = 20;
  private static final long MOST_PENDING_CHARACTERS = 16L << 20;

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject RefusedLedger ledger;
  @Inject RefusedSettings settings;

  private final WriteBehind<String, Pending> requests =
      new WriteBehind<>("refused requests", Pending::plus, this::writeRequests);

  private final WriteBehind<String, Boolean> elements =
      new WriteBehind<>("limits of refused elements", Boolean::logicalOr, this::trimElements);

  private long pendingCharacters;

  /**
   * The latest requests of a trigger that are not written.
   *
   * @param most how many requests the trigger keeps
   */
  private record Pending(int most, List<RefusedDelivery> requests) {

    Pending plus(Pending later) {
      List<RefusedDelivery> all =
          Stream.concat(requests.stream(), later.requests.stream()).toList();
      int kept = Math.min(later.most, MOST_AT_ONCE);
      return new Pending(
          later.most, List.copyOf(all.subList(Math.max(0, all.size() - kept), all.size())));
    }
  }

  @PostConstruct
  void start() {
    requests.begin(timer, this::write);
  }

  @PreDestroy
  void stop() {
    write();
  }

  /** Returns whether one more body of this length may wait in memory; it counts as waiting then. */
  public synchronized boolean mayKeep(long characters) {
    if (pendingCharacters + characters > MOST_PENDING_CHARACTERS) {
      return false;
    }
    pendingCharacters += characters;
    return true;
  }

  /**
   * Keeps a whole request; written some seconds later.
   *
   * @param most how many requests the trigger keeps; the oldest are dropped
   */
  public void keep(RefusedDelivery request, int most) {
    requests.note(request.triggerId(), new Pending(most, List.of(request)));
  }

  /** Drops the oldest elements of a trigger beyond the setting, some seconds later. */
  public void limitElements(String triggerId) {
    elements.note(triggerId, true);
  }

  private void writeRequests(SortedMap<String, Pending> taken) {
    List<RefusedDelivery> all = new ArrayList<>();
    taken.values().forEach(pending -> all.addAll(pending.requests()));
    ledger.insert(all);
    taken.forEach((triggerId, pending) -> trim(triggerId, false, pending.most()));
  }

  private void trimElements(SortedMap<String, Boolean> triggers) {
    triggers.keySet().forEach(triggerId -> trim(triggerId, true, settings.most()));
  }

  private void trim(String triggerId, boolean areElements, int most) {
    boolean isMore = true;
    while (isMore) {
      isMore = ledger.trim(triggerId, areElements, most);
    }
  }

  /** Writes what waits. A failed write is repeated the next time. */
  public void write() {
    synchronized (this) {
      pendingCharacters = 0;
    }
    requests.write();
    elements.write();
  }
}

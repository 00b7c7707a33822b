package drawbridge.inbound.trigger.control;

import drawbridge.inbound.trigger.control.TriggerUsageLedger.Sighting;
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
import java.time.Instant;

/**
 * When triggers were last called and what came of it, and when their secrets were last used. Kept
 * in memory and written every few seconds, so that a flood costs the store nothing; a crash loses
 * at most that much of it.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class TriggerUsage {

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject TriggerUsageLedger ledger;

  private final WriteBehind<String, Sighting> seen =
      new WriteBehind<>("last calls of triggers", Sighting::later, taken -> ledger.seen(taken));

  private final WriteBehind<String, Instant> used =
      new WriteBehind<>("last uses of secrets", TriggerUsage::later, taken -> ledger.used(taken));

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  @PostConstruct
  void start() {
    seen.begin(timer);
    used.begin(timer);
  }

  @PreDestroy
  void stop() {
    write();
  }

  /**
   * A trigger was called.
   *
   * @param outcome {@code accepted}, {@code accepted-without-uid}, {@code duplicate}, {@code
   *     conflict}, {@code handshake}, or the kind of the problem that was answered
   */
  public void seen(String triggerId, String outcome, Instant when) {
    seen.note(triggerId, new Sighting(outcome, when));
  }

  /** A secret was the right one. */
  public void used(String secretId, Instant when) {
    used.note(secretId, when);
  }

  /** Writes what was noted since; what could not be written is written the next time. */
  void write() {
    seen.write();
    used.write();
  }
}

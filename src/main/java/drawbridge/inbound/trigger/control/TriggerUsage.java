package drawbridge.inbound.trigger.control;

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
import java.util.Comparator;
import java.util.function.BinaryOperator;

/**
 * Records the last request of each trigger, its outcome, and the last use of each secret. Kept in
 * memory and written every few seconds, so that a flood does not load the store. A crash loses the
 * records of those seconds.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class TriggerUsage {

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject Triggers triggers;

  private final WriteBehind<String, LastCall> seen =
      new WriteBehind<>("last calls of triggers", LastCall::later, taken -> triggers.seen(taken));

  private final WriteBehind<String, Instant> used =
      new WriteBehind<>(
          "last uses of secrets",
          BinaryOperator.maxBy(Comparator.<Instant>naturalOrder()),
          taken -> triggers.used(taken));

  /** The outcome and time of the last request to a trigger. */
  public record LastCall(String outcome, Instant when) {

    /** Returns the later one. */
    LastCall later(LastCall other) {
      return other.when.isBefore(when) ? this : other;
    }
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
   * Records a request to a trigger.
   *
   * @param outcome {@code accepted}, {@code accepted-without-uid}, {@code duplicate}, {@code
   *     conflict}, {@code handshake}, or the kind of the problem in the reply
   */
  public void seen(String triggerId, String outcome, Instant when) {
    seen.note(triggerId, new LastCall(outcome, when));
  }

  /** Records the use of a secret. */
  public void used(String secretId, Instant when) {
    used.note(secretId, when);
  }

  /** Writes pending records. A failed write is repeated the next time. */
  void write() {
    seen.write();
    used.write();
  }
}

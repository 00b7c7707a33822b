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
import java.util.Optional;
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

  private final WriteBehind<String, Lease> leases =
      new WriteBehind<>("leases of triggers", Lease::later, taken -> triggers.leased(taken));

  /** The end of a subscription, and when the provider told it. */
  public record Lease(Optional<Instant> end, Instant when) {

    /** Returns the later one. */
    Lease later(Lease other) {
      return other.when.isBefore(when) ? this : other;
    }
  }

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
    leases.begin(timer);
  }

  @PreDestroy
  void stop() {
    write();
  }

  /**
   * Records a request to a trigger.
   *
   * @param outcome {@code accepted}, {@code accepted-without-uid}, {@code duplicate}, {@code
   *     conflict}, {@code ignored}, {@code no-events}, {@code handshake}, {@code confirmed}, {@code
   *     confirmation-failed}, {@code subscription-ended}, or the kind of the problem in the reply
   */
  public void seen(String triggerId, String outcome, Instant when) {
    seen.note(triggerId, new LastCall(outcome, when));
  }

  /**
   * Records the end of a subscription.
   *
   * @param end empty when it has ended, or has no end
   */
  public void leased(String triggerId, Optional<Instant> end, Instant when) {
    leases.note(triggerId, new Lease(end, when));
  }

  /** Records the use of a secret. */
  public void used(String secretId, Instant when) {
    used.note(secretId, when);
  }

  /** Writes pending records. A failed write is repeated the next time. */
  public void write() {
    seen.write();
    used.write();
    leases.write();
  }
}

package drawbridge.inbound.trigger.control.verification;

import drawbridge.inbound.trigger.control.TriggerUsage;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.platform.http.Fetcher;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Confirms subscriptions by the URL that the provider sends (T5). The row of the handshake has
 * checked its scheme and host; the fetcher follows no redirect.
 *
 * <p>A URL is requested a second after the request, so that the provider has its answer before, and
 * again after failures that may pass. It is kept in memory only: a node that is killed loses it.
 * The last outcome of the trigger is {@code handshake} then, and not {@code confirmed}, so that an
 * operator knows to request another confirmation from the provider.
 */
@ApplicationScoped
public class Confirmations {

  /** The delays before the requests of a URL. The token of SNS is valid for two days. */
  static final List<Duration> DELAYS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofHours(1));

  /** The most pending URLs: a provider sends one for each subscription. */
  static final int MOST_PENDING = 100;

  private static final System.Logger LOG = System.getLogger(Confirmations.class.getName());
  private static final long STOP_SECONDS = 3;

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject Fetcher fetcher;
  @Inject TriggerUsage usage;
  @Inject Clock clock;

  private final Map<URI, Trigger> pending = new ConcurrentHashMap<>();
  private volatile boolean isStopping;

  /**
   * Requests the URL after the answer to the provider. Never throws. Does nothing for a URL that is
   * pending, so that a repeated message causes no further request.
   */
  public void confirmLater(Trigger trigger, URI url) {
    if (pending.size() >= MOST_PENDING && !pending.containsKey(url)) {
      failed(trigger, "too many confirmations are pending");
    } else if (pending.putIfAbsent(url, trigger) == null) {
      schedule(trigger, url, 0);
    }
  }

  /** Requests each pending URL a last time: the node stops. */
  @PreDestroy
  void stop() {
    isStopping = true;
    CompletableFuture.allOf(
            pending.entrySet().stream()
                .map(each -> confirm(each.getValue(), each.getKey(), DELAYS.size() - 1))
                .toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private void schedule(Trigger trigger, URI url, int attempt) {
    var unused =
        timer.schedule(
            () -> {
              var unusedEnd = confirm(trigger, url, attempt);
            },
            DELAYS.get(attempt).toSeconds(),
            TimeUnit.SECONDS);
  }

  private CompletableFuture<Boolean> confirm(Trigger trigger, URI url, int attempt) {
    return fetcher
        .fetch(url)
        .handle(
            (body, failure) ->
                failure == null
                    ? confirmed(trigger, url)
                    : missed(trigger, url, attempt, causeOf(failure)));
  }

  private boolean confirmed(Trigger trigger, URI url) {
    pending.remove(url);
    usage.seen(trigger.id(), "confirmed", clock.instant());
    LOG.log(System.Logger.Level.INFO, "trigger {0}: subscription confirmed", trigger.name());
    return true;
  }

  private boolean missed(Trigger trigger, URI url, int attempt, Throwable cause) {
    boolean mayPass = !(cause instanceof Fetcher.Rejected);
    if (mayPass && attempt + 1 < DELAYS.size() && !isStopping) {
      LOG.log(
          System.Logger.Level.WARNING,
          "trigger {0}: cannot confirm the subscription ({1}); will retry in {2}",
          trigger.name(),
          reason(cause),
          DELAYS.get(attempt + 1));
      schedule(trigger, url, attempt + 1);
    } else {
      pending.remove(url);
      failed(trigger, reason(cause));
    }
    return false;
  }

  private void failed(Trigger trigger, String reason) {
    usage.seen(trigger.id(), "confirmation-failed", clock.instant());
    LOG.log(
        System.Logger.Level.ERROR,
        "trigger {0}: cannot confirm the subscription ({1}); request another confirmation from the"
            + " provider",
        trigger.name(),
        reason);
  }

  private static Throwable causeOf(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** Returns no message but the status, since the URL contains a token. */
  private static String reason(Throwable cause) {
    return cause instanceof Fetcher.Rejected
        ? String.valueOf(cause.getMessage())
        : cause.getClass().getSimpleName();
  }
}

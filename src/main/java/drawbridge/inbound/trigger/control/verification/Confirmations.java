package drawbridge.inbound.trigger.control.verification;

import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.platform.http.Fetcher;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Confirms subscriptions by the URL that the provider sends (T5). The row of the handshake has
 * checked its scheme and host; the fetcher follows no redirect.
 */
@ApplicationScoped
public class Confirmations {

  private static final System.Logger LOG = System.getLogger(Confirmations.class.getName());
  private static final long AFTER_SECONDS = 1;

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject Fetcher fetcher;

  /** Requests the URL in a second, after the provider has got its answer. Never throws. */
  public void confirmLater(Trigger trigger, URI url) {
    String name = trigger.name();
    var unused = timer.schedule(() -> confirm(name, url), AFTER_SECONDS, TimeUnit.SECONDS);
  }

  private void confirm(String trigger, URI url) {
    var unused =
        fetcher
            .fetch(url)
            .handle(
                (body, failure) -> failure == null ? confirmed(trigger) : failed(trigger, failure));
  }

  private static boolean confirmed(String trigger) {
    LOG.log(System.Logger.Level.INFO, "trigger {0}: subscription confirmed", trigger);
    return true;
  }

  /** The message never has the URL, which contains a token. */
  private static boolean failed(String trigger, @Nullable Throwable failure) {
    LOG.log(
        System.Logger.Level.ERROR,
        "trigger {0}: cannot confirm the subscription ({1}); request another confirmation from the"
            + " provider",
        trigger,
        String.valueOf(failure));
    return false;
  }
}

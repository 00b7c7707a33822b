package drawbridge.inbound.trigger.control;

import drawbridge.inbound.trigger.entity.Trigger;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Confirms subscriptions by the URL that the provider sends (T5). The row of the handshake has
 * checked its scheme and host. Follows no redirect and reads no body.
 */
@ApplicationScoped
public class Confirmations {

  private static final System.Logger LOG = System.getLogger(Confirmations.class.getName());
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final long AFTER_SECONDS = 1;
  private static final int OK = 200;

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(WITHIN)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** Requests the URL in a second, after the provider has got its answer. Never throws. */
  public void confirmLater(Trigger trigger, URI url) {
    var unused = timer.schedule(() -> confirm(trigger, url), AFTER_SECONDS, TimeUnit.SECONDS);
  }

  private void confirm(Trigger trigger, URI url) {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(WITHIN).GET().build();
    var unused =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.discarding())
            .handle(
                (response, failure) ->
                    (failure == null && response.statusCode() == OK)
                        ? confirmed(trigger)
                        : failed(
                            trigger,
                            failure == null ? "status " + response.statusCode() : "" + failure));
  }

  private static boolean confirmed(Trigger trigger) {
    LOG.log(System.Logger.Level.INFO, "trigger {0}: subscription confirmed", trigger.name());
    return true;
  }

  /** The message never has the URL, which contains a token. */
  private static boolean failed(Trigger trigger, String why) {
    LOG.log(
        System.Logger.Level.ERROR,
        "trigger {0}: cannot confirm the subscription ({1}); request a new confirmation from the"
            + " provider",
        trigger.name(),
        why);
    return false;
  }
}

package drawbridge.inbound.trigger.boundary;

import drawbridge.inbound.control.RefusedDeliveries;
import drawbridge.inbound.entity.RefusedDelivery;
import drawbridge.inbound.request.HiddenParts;
import drawbridge.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/**
 * Keeps whole requests that passed verification and were refused, for triggers that say {@code
 * keepRefused} (T12).
 */
@ApplicationScoped
public class RefusedRequests {

  private static final int MOST_BYTES = 256 * 1024;

  @Inject RefusedDeliveries deliveries;
  @Inject Clock clock;

  /**
   * Keeps a request. Leaves out a body of more than 256 KiB, one that contains a secret which the
   * verification reads, and one that the memory for unwritten requests has no space for. Masks the
   * trigger's id.
   *
   * @param body empty when it was not read
   */
  public void keep(TriggerCall call, Problem problem, Optional<byte[]> body) {
    Optional<Integer> most = call.setup().answers().keepRefused();
    if (most.isEmpty()) {
      return;
    }
    HiddenParts hidden = call.caller().capture().hidden();
    Optional<byte[]> kept =
        body.filter(it -> !hidden.isInBody() && it.length <= MOST_BYTES)
            .filter(it -> deliveries.mayKeep(it.length / 3L * 4))
            .map(hidden.address()::masked);
    deliveries.keep(
        RefusedDelivery.ofRequest(
            new RefusedDelivery.Origin(
                call.caller().workspace().id(),
                call.trigger().id(),
                call.caller().requestId(),
                call.caller().request().toText()),
            clock.instant(),
            problem.saying(hidden.address().masked(problem.inWords())),
            call.caller().request().contentType(),
            kept),
        most.get());
  }
}

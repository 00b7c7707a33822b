package drawbridge.platform.boundary;

import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import drawbridge.platform.control.StoreCounters;
import drawbridge.platform.control.StoreStatus;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/**
 * Tells everybody at once to come again while the store is away (R5): a request that waited for it
 * would hold a thread that others need.
 */
@Provider
@PreMatching
@Priority(0)
public class StoreGate implements ContainerRequestFilter {

  @Inject StoreStatus store;
  @Inject StoreCounters figures;

  @Override
  public void filter(ContainerRequestContext request) {
    if (store.isAway()) {
      figures.turnAway();
      request.abortWith(
          Problem.unavailable("The store does not answer; nothing was recorded. Send it again.")
              .toResponse(Ids.next(System.currentTimeMillis())));
    }
  }
}

package drawbridge.platform.boundary;

import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import drawbridge.platform.control.StoreStatus;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers API requests with 503 while the store is unavailable (R5), so that none holds a thread
 * while it waits for the store.
 */
@Provider
@PreMatching
@Priority(0)
public class StoreGate implements ContainerRequestFilter {

  @Inject StoreStatus store;

  @Override
  public void filter(ContainerRequestContext request) {
    if (store.isAway()) {
      store.addRejection();
      request.abortWith(
          Problem.unavailable("The store does not answer; nothing was recorded. Send it again.")
              .toResponse(Ids.next(System.currentTimeMillis())));
    }
  }
}

package drawbridge.inbound.boundary;

import drawbridge.platform.store.Patience;
import drawbridge.platform.trace.TraceContext;
import drawbridge.workspace.entity.Workspace;
import java.security.Principal;
import java.util.Optional;

/**
 * An authenticated request.
 *
 * @param requestId identifies the request in its reply and in every run it starts
 * @param patience how long the sender still waits
 * @param trace the trace that the request is part of
 */
public record Caller(
    Workspace workspace, String requestId, Patience patience, Optional<TraceContext> trace)
    implements Principal {

  /** Returns the name of the workspace. */
  @Override
  public String getName() {
    return workspace.name();
  }
}

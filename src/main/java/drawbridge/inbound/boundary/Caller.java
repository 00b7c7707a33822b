package drawbridge.inbound.boundary;

import drawbridge.platform.store.Patience;
import drawbridge.platform.trace.TraceContext;
import drawbridge.workspace.entity.Workspace;
import java.security.Principal;
import java.util.Optional;

/**
 * Who was let in with one request.
 *
 * @param requestId names the request in its reply and in every run it starts
 * @param patience what is left of the time that its sender has
 * @param trace that the request is part of
 */
public record Caller(
    Workspace workspace, String requestId, Patience patience, Optional<TraceContext> trace)
    implements Principal {

  /** The workspace, whoever of it calls. */
  @Override
  public String getName() {
    return workspace.name();
  }
}

package drawbridge.inbound.boundary;

import drawbridge.inbound.request.RequestCapture;
import drawbridge.platform.store.Patience;
import drawbridge.platform.trace.TraceContext;
import drawbridge.run.entity.RequestData;
import drawbridge.workspace.entity.Workspace;
import java.security.Principal;
import java.util.Optional;

/**
 * An authenticated request.
 *
 * @param requestId identifies the request in its reply and in every run it starts
 * @param patience how long the sender still waits
 * @param trace the trace that the request is part of
 * @param capture the data of the request
 */
public record Caller(
    Workspace workspace,
    String requestId,
    Patience patience,
    Optional<TraceContext> trace,
    RequestCapture capture)
    implements Principal {

  /** Returns the request as runs see it, without its body (C9). */
  public RequestData request() {
    return capture.data();
  }

  /** Returns the name of the workspace. */
  @Override
  public String getName() {
    return workspace.name();
  }
}

package drawbridge.inbound.boundary;

import drawbridge.platform.store.Patience;
import drawbridge.workspace.entity.Workspace;

/**
 * Who was let in with one request.
 *
 * @param requestId names the request in its reply and in every run it starts
 * @param patience what is left of the time that its sender has
 */
public record Caller(Workspace workspace, String requestId, Patience patience) {}

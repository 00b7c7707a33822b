package drawbridge.inbound.trigger.boundary;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;

/**
 * Sets the headers that keep a browser from executing, framing or storing an answer of a trigger,
 * whatever its body contains (T11).
 */
@Provider
@TriggerAuthenticated
public class TriggerReplyHeaders implements ContainerResponseFilter {

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext reply) {
    MultivaluedMap<String, Object> headers = reply.getHeaders();
    headers.putSingle("X-Content-Type-Options", "nosniff");
    headers.putSingle("Content-Security-Policy", "sandbox; default-src 'none'");
    headers.putSingle("Referrer-Policy", "no-referrer");
    headers.putSingle("Cache-Control", "no-store");
  }
}

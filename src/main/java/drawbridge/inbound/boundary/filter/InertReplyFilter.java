package drawbridge.inbound.boundary.filter;

import drawbridge.platform.boundary.InertReply;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;

/**
 * Sets {@link InertReply#HEADERS} on every reply to a sender (T11): events, handshakes, callbacks
 * and refusals, also those before a resource was found. Replaces headers with the same name.
 */
@Provider
public class InertReplyFilter implements ContainerResponseFilter {

  /** Jersey's paths begin without a slash, RESTEasy's with one. */
  private static final Pattern SENDERS = Pattern.compile("/?inbound/.*");

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (SENDERS.matcher(request.getUriInfo().getPath()).matches()) {
      InertReply.HEADERS.forEach(response.getHeaders()::putSingle);
    }
  }
}

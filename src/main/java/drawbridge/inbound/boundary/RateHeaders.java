package drawbridge.inbound.boundary;

import drawbridge.inbound.entity.Pass;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells senders that are limited what is left for them, on every reply, as
 * draft-ietf-httpapi-ratelimit-headers-11 says it: {@code RateLimit-Policy: "workspace";q=200;w=4}
 * and {@code RateLimit: "workspace";r=150;t=3}. Who spreads {@code q} requests over {@code w}
 * seconds, or {@code r} over {@code t}, is not refused.
 */
@Provider
public class RateHeaders implements ContainerResponseFilter {

  private static final String PASS = Pass.class.getName();

  /** What the reply to this request will say. */
  static void note(ContainerRequestContext request, Pass pass) {
    request.setProperty(PASS, pass);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext reply) {
    if (request.getProperty(PASS) instanceof Pass pass && !pass.shares().isEmpty()) {
      MultivaluedMap<String, Object> headers = reply.getHeaders();
      headers.putSingle("RateLimit-Policy", list(pass, RateHeaders::policy));
      headers.putSingle("RateLimit", list(pass, RateHeaders::left));
      if (pass.isRefused()) {
        headers.putSingle("Retry-After", pass.waitSeconds());
      }
    }
  }

  private static String list(Pass pass, Function<Pass.Share, String> item) {
    return pass.shares().stream()
        .map(share -> "\"" + share.policy() + "\"" + item.apply(share))
        .collect(Collectors.joining(", "));
  }

  private static String policy(Pass.Share share) {
    return ";q=" + share.rate().burst() + ";w=" + share.rate().secondsToFill();
  }

  /** Where nothing is left the time is until there is something, as in {@code Retry-After}. */
  private static String left(Pass.Share share) {
    long seconds =
        share.waitSeconds() > 0 ? share.waitSeconds() : share.rate().secondsFor(share.left());
    return ";r=" + share.left() + ";t=" + seconds;
  }
}

package drawbridge.inbound.boundary;

import drawbridge.inbound.entity.RateLimitDecision;
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

  private static final String PASS = RateLimitDecision.class.getName();

  /** What the reply to this request will say. */
  static void note(ContainerRequestContext request, RateLimitDecision decision) {
    request.setProperty(PASS, decision);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext reply) {
    if (request.getProperty(PASS) instanceof RateLimitDecision decision
        && !decision.shares().isEmpty()) {
      MultivaluedMap<String, Object> headers = reply.getHeaders();
      headers.putSingle("RateLimit-Policy", list(decision, RateHeaders::policy));
      headers.putSingle("RateLimit", list(decision, RateHeaders::left));
      if (decision.isRefused()) {
        headers.putSingle("Retry-After", decision.waitSeconds());
      }
    }
  }

  private static String list(
      RateLimitDecision decision, Function<RateLimitDecision.Share, String> item) {
    return decision.shares().stream()
        .map(share -> "\"" + share.policy() + "\"" + item.apply(share))
        .collect(Collectors.joining(", "));
  }

  private static String policy(RateLimitDecision.Share share) {
    return ";q=" + share.rate().burst() + ";w=" + share.rate().secondsToFill();
  }

  /** Where nothing is left the time is until there is something, as in {@code Retry-After}. */
  private static String left(RateLimitDecision.Share share) {
    long seconds =
        share.waitSeconds() > 0 ? share.waitSeconds() : share.rate().secondsFor(share.left());
    return ";r=" + share.left() + ";t=" + seconds;
  }
}

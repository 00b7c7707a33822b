package drawbridge.inbound.boundary.filter;

import drawbridge.inbound.entity.RateLimitDecision;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Adds {@code RateLimit-Policy: "workspace";q=200;w=4} and {@code RateLimit: "workspace";r=150;t=3}
 * to every reply of a limited sender (draft-ietf-httpapi-ratelimit-headers-11). A sender that
 * spreads {@code q} requests over {@code w} seconds, or {@code r} over {@code t}, is not refused.
 */
@Provider
public class RateHeaders implements ContainerResponseFilter {

  private static final String DECISION = RateLimitDecision.class.getName();

  /** Sets the decision that the reply to this request reports. */
  public static void set(ContainerRequestContext request, RateLimitDecision decision) {
    request.setProperty(DECISION, decision);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext reply) {
    if (request.getProperty(DECISION) instanceof RateLimitDecision decision
        && !decision.shares().isEmpty()) {
      MultivaluedMap<String, Object> headers = reply.getHeaders();
      headers.putSingle("RateLimit-Policy", list(decision, RateHeaders::policy));
      headers.putSingle("RateLimit", list(decision, RateHeaders::remaining));
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
    return ";q=" + share.rate().burst() + ";w=" + share.rate().secondsFor(share.rate().burst());
  }

  /** With no request remaining, {@code t} equals {@code Retry-After}. */
  private static String remaining(RateLimitDecision.Share share) {
    long seconds =
        share.waitSeconds() > 0 ? share.waitSeconds() : share.rate().secondsFor(share.remaining());
    return ";r=" + share.remaining() + ";t=" + seconds;
  }
}

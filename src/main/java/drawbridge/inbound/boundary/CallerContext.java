package drawbridge.inbound.boundary;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * A request whose sender was let in: the way from a filter to its resource that every JAX-RS has.
 * (Properties of the request are not: only some inject what a resource would read them from.)
 */
public final class CallerContext implements SecurityContext {

  private final Principal who;
  private final SecurityContext before;

  private CallerContext(Principal who, SecurityContext before) {
    this.who = who;
    this.before = before;
  }

  /** From now on the resource finds this one as the principal of its {@link SecurityContext}. */
  public static void note(ContainerRequestContext request, Principal who) {
    request.setSecurityContext(new CallerContext(who, request.getSecurityContext()));
  }

  @Override
  public Principal getUserPrincipal() {
    return who;
  }

  /** Senders have no roles. */
  @Override
  public boolean isUserInRole(String role) {
    return false;
  }

  @Override
  public boolean isSecure() {
    return before.isSecure();
  }

  @Override
  public @Nullable String getAuthenticationScheme() {
    return null;
  }
}

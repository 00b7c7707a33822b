package drawbridge.inbound.boundary;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Passes the authenticated caller from a filter to its resource. Every JAX-RS implementation
 * injects a {@link SecurityContext}; not every one injects the properties of the request.
 */
public final class CallerContext implements SecurityContext {

  private final Principal caller;
  private final SecurityContext original;

  private CallerContext(Principal caller, SecurityContext original) {
    this.caller = caller;
    this.original = original;
  }

  /** Makes the caller the principal of the request's {@link SecurityContext}. */
  public static void set(ContainerRequestContext request, Principal caller) {
    request.setSecurityContext(new CallerContext(caller, request.getSecurityContext()));
  }

  @Override
  public Principal getUserPrincipal() {
    return caller;
  }

  /** Senders have no roles. */
  @Override
  public boolean isUserInRole(String role) {
    return false;
  }

  @Override
  public boolean isSecure() {
    return original.isSecure();
  }

  @Override
  public @Nullable String getAuthenticationScheme() {
    return null;
  }
}

/**
 * Tries a request: whether it is authenticated, what it orders, and what its runs do.
 *
 * <p>{@code console} and {@code admin.boundary} may use it. Invariant: it stores nothing, sends
 * nothing and records no use of a secret. It therefore calls the {@code check} methods of {@code
 * WorkspaceAuthenticator} and {@code TriggerVerifier} only.
 */
@NullMarked
package drawbridge.admin.control.tryout;

import org.jspecify.annotations.NullMarked;

/**
 * Workspaces (tenants) and their secrets, and the authentication of requests by these secrets.
 *
 * <p>Every package may use {@code Workspaces}; only this package reads its tables. Invariant: a
 * secret is stored only as a salted digest, and only the reply to its creation shows it.
 */
@NullMarked
package drawbridge.workspace;

import org.jspecify.annotations.NullMarked;

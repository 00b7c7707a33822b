/**
 * The authorization of outbound calls: Basic, Bearer, Digest, OAuth 2.0 and OpenID Connect.
 *
 * <p>The interpreter asks {@link drawbridge.run.outbound.authorization.Authorizer} before a call,
 * and the authorization after a response of status 401. Tokens and nonces are in the memory of a
 * node only. Invariant: workspaces, and policies that differ in any member, share none of them.
 */
@NullMarked
package drawbridge.run.outbound.authorization;

import org.jspecify.annotations.NullMarked;

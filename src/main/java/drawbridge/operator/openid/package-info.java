/**
 * OpenID Connect: provider metadata and keys, bearer tokens (RFC 9068), and sign-in by
 * authorization code with PKCE (RFC 7636). Independent of the container.
 *
 * <p>Invariant: a token is used only after its signature, issuer, audience and times were
 * validated. Logs and problems contain no token.
 */
@NullMarked
package drawbridge.operator.openid;

import org.jspecify.annotations.NullMarked;

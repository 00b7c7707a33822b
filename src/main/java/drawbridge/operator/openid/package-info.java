/**
 * What an OpenID provider says of somebody: the keys it signs with, tokens of scripts (JWT, RFC
 * 9068 and OpenID Connect Core 1.0), and the way of a browser through its sign-in page
 * (authorization code with PKCE, RFC 7636). Knows no container.
 *
 * <p>The rule that is easily broken: a token is worth nothing before its signature, issuer,
 * audience and times were checked, and never stands in a log or a problem.
 */
@NullMarked
package drawbridge.operator.openid;

import org.jspecify.annotations.NullMarked;

package drawbridge.run.outbound.authorization;

import drawbridge.run.outbound.Caller;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.authorization.digest.DigestSessions;
import drawbridge.run.outbound.authorization.policy.Policy;
import drawbridge.run.outbound.authorization.policy.PolicyMembers;
import drawbridge.run.outbound.authorization.token.AccessToken;
import drawbridge.run.outbound.authorization.token.NoToken;
import drawbridge.run.outbound.authorization.token.TokenCache;
import drawbridge.run.outbound.authorization.token.TokenRequests;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Authorizes the calls of a node, and keeps its tokens and nonces. Thread safe. */
public final class Authorizations implements Authorizer {

  private final TokenCache tokens;
  private final TokenRequests requests;
  private final DigestSessions digests = new DigestSessions();

  /**
   * @param http sends requests for tokens
   * @param limit the longest time that a call waits for a token
   */
  public Authorizations(Http http, Clock clock, Duration limit) {
    this.tokens = new TokenCache(clock, limit);
    this.requests = new TokenRequests(http, clock);
  }

  @Override
  public Result authorize(Policy policy, Caller caller) {
    PolicyMembers members;
    try {
      members = policy.members();
    } catch (Policy.Invalid e) {
      return Unauthorized.of(Http.Reason.CONFIGURATION, String.valueOf(e.getMessage()));
    }
    String scheme = policy.scheme().policy();
    return switch (policy.scheme()) {
      case BASIC -> FixedAuthorization.basic(members);
      case BEARER -> FixedAuthorization.bearer(members);
      case DIGEST ->
          new DigestAuthorization(
              members, members.fingerprint(scheme, caller.workspace()), digests);
      case OAUTH2, OIDC ->
          token(policy, members, members.fingerprint(scheme, caller.workspace()), null, caller);
    };
  }

  private Result token(
      Policy policy,
      PolicyMembers members,
      String key,
      @Nullable AccessToken refused,
      Caller caller) {
    AccessToken token;
    try {
      token = tokens.get(key, refused, caller, it -> requests.send(policy.scheme(), members, it));
    } catch (NoToken e) {
      return new Unauthorized(e.answer());
    }
    return new TokenAuthorization(
        token,
        members,
        refused == null
            ? Optional.of(again -> token(policy, members, key, token, again))
            : Optional.empty());
  }
}

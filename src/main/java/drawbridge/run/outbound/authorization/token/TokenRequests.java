package drawbridge.run.outbound.authorization.token;

import drawbridge.run.outbound.Caller;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.Http.Reason;
import drawbridge.run.outbound.authorization.policy.PolicyMembers;
import drawbridge.workflow.model.AuthenticationMembers;
import drawbridge.workflow.model.AuthenticationScheme;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests tokens at the endpoint of a policy. Redirects are not followed. Thread safe. */
public final class TokenRequests {

  private static final String DEFAULT_PATH = "/oauth2/token";

  private final Http http;
  private final Clock clock;

  public TokenRequests(Http http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  /** Sends the requests that a token needs. Blocks as {@link Http#send}. */
  public AccessToken send(AuthenticationScheme scheme, PolicyMembers policy, Caller caller)
      throws NoToken {
    Instant now = clock.instant();
    URI endpoint =
        scheme == AuthenticationScheme.OIDC ? discovered(policy, caller) : configured(policy);
    Http.Request request = new GrantRequest(policy, endpoint, now).toHttp(caller.within());
    return TokenAnswer.read(
        answered(request, caller), endpoint.getHost(), now, policy.list("issuers"));
  }

  private static URI configured(PolicyMembers policy) throws NoToken {
    String authority = policy.text("authority");
    String path = policy.choice(AuthenticationMembers.TOKEN_PATH, DEFAULT_PATH);
    if (!path.startsWith("/")) { // it would change the host of the authority
      throw new NoToken(Reason.CONFIGURATION, "no token: endpoints.token must begin with /");
    }
    return uri(authority.endsWith("/") ? authority + path.substring(1) : authority + path);
  }

  private URI discovered(PolicyMembers policy, Caller caller) throws NoToken {
    String issuer = IssuerMetadata.issuer(policy.text("authority"));
    URI from = uri(issuer + IssuerMetadata.PATH);
    Map<String, String> headers = Map.of("Accept", "application/json");
    Http.Request request =
        new Http.Request("GET", from, headers, new byte[0], false, caller.within());
    List<String> issuers = new ArrayList<>(policy.list("issuers"));
    issuers.add(issuer);
    return IssuerMetadata.tokenEndpoint(answered(request, caller), from, issuers);
  }

  private static URI uri(String text) throws NoToken {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) { // its message contains the text, perhaps a secret
      throw new NoToken(Reason.CONFIGURATION, "no token: the authority is not a URL");
    }
    throw new NoToken(Reason.CONFIGURATION, "no token: the authority names no host");
  }

  private Http.Answered answered(Http.Request request, Caller caller) throws NoToken {
    Http.Answer answer = http.send(request, caller.cancelled());
    if (answer instanceof Http.Answered answered) {
      return answered;
    } else if (answer instanceof Http.Unreadable unreadable) {
      throw new NoToken(
          Reason.COMMUNICATION,
          "no token: " + request.uri().getHost() + ": " + unreadable.detail());
    } else if (answer instanceof Http.Refused refused) {
      throw new NoToken(refused.reason(), "no token: " + refused.detail());
    }
    throw new NoToken(answer);
  }
}

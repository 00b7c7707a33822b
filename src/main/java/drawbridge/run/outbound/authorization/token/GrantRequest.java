package drawbridge.run.outbound.authorization.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResourceOwnerPasswordCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretJWT;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.token.TypelessToken;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.Http.Reason;
import drawbridge.run.outbound.authorization.policy.PolicyMembers;
import drawbridge.workflow.model.AuthenticationMembers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.minidev.json.JSONObject;
import org.jspecify.annotations.Nullable;

/**
 * A request for a token.
 *
 * @param now start of the lifetime of a signed assertion
 */
record GrantRequest(PolicyMembers policy, URI endpoint, Instant now) {

  private static final Duration ASSERTION_LIFETIME = Duration.ofMinutes(1);

  /**
   * Returns the request to send.
   *
   * @throws NoToken when values of the policy are unusable; its message contains none of them
   */
  Http.Request toHttp(Duration within) throws NoToken {
    try {
      return http(built().toHTTPRequest(), within);
    } catch (JOSEException e) {
      throw unusable("client.secret is too short: client_secret_jwt signs with at least 32 bytes");
    } catch (java.text.ParseException e) {
      throw unusable("client.assertion is not a signed JWT");
    } catch (ParseException | IllegalArgumentException e) {
      throw unusable("a member of the policy is empty or malformed");
    }
  }

  private TokenRequest built()
      throws JOSEException, java.text.ParseException, ParseException, NoToken {
    ClientAuthentication client = client();
    TokenRequest.Builder builder =
        client == null ? withoutClient() : new TokenRequest.Builder(endpoint, client, grant());
    List<String> scopes = policy.list("scopes");
    if (!scopes.isEmpty()) {
      builder.scope(new Scope(scopes.toArray(String[]::new)));
    }
    List<String> audiences = policy.list("audiences");
    if (!audiences.isEmpty() && !isExchange()) {
      builder.customParameter("audience", audiences.toArray(String[]::new));
    }
    return builder.build();
  }

  private TokenRequest.Builder withoutClient() throws ParseException {
    String id = policy.text("client.id");
    return id.isEmpty()
        ? new TokenRequest.Builder(endpoint, grant())
        : new TokenRequest.Builder(endpoint, new ClientID(id), grant());
  }

  private boolean isExchange() {
    return policy.text(AuthenticationMembers.GRANT).equals(AuthenticationMembers.BY_EXCHANGE);
  }

  private AuthorizationGrant grant() throws ParseException {
    if (isExchange()) {
      return new TokenExchangeGrant(
          new TypelessToken(policy.text("subject.token")),
          TokenTypeURI.parse(policy.text("subject.type")),
          policy.find("actor.token").map(TypelessToken::new).orElse(null),
          policy.find("actor.type").isPresent()
              ? TokenTypeURI.parse(policy.text("actor.type"))
              : null,
          null,
          Audience.create(policy.list("audiences")));
    }
    return policy.text(AuthenticationMembers.GRANT).equals(AuthenticationMembers.BY_PASSWORD)
        ? new ResourceOwnerPasswordCredentialsGrant(
            policy.text("username"), new Secret(policy.text("password")))
        : new ClientCredentialsGrant();
  }

  /** Returns how the client authenticates; null when it does not. */
  private @Nullable ClientAuthentication client()
      throws JOSEException, java.text.ParseException, NoToken {
    String method =
        policy.choice(
            AuthenticationMembers.CLIENT_AUTHENTICATION, AuthenticationMembers.SECRET_POST);
    String id = policy.text("client.id");
    String secret = policy.text("client.secret");
    return switch (method) {
      case AuthenticationMembers.NO_CLIENT -> null;
      case AuthenticationMembers.SECRET_BASIC ->
          new ClientSecretBasic(new ClientID(id), new Secret(secret));
      case AuthenticationMembers.SECRET_JWT ->
          new ClientSecretJWT(signed(new ClientID(id), secret));
      case AuthenticationMembers.KEY_JWT -> given(id);
      default -> new ClientSecretPost(new ClientID(id), new Secret(secret));
    };
  }

  private PrivateKeyJWT given(String id) throws java.text.ParseException, NoToken {
    PrivateKeyJWT assertion = new PrivateKeyJWT(SignedJWT.parse(policy.text("client.assertion")));
    if (!assertion.getClientID().getValue().equals(id)) {
      throw unusable("client.assertion is of another client than client.id");
    }
    return assertion;
  }

  private SignedJWT signed(ClientID id, String secret) throws JOSEException {
    Date issued = Date.from(now);
    SignedJWT assertion =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.HS256),
            new JWTAuthenticationClaimsSet(
                    id,
                    List.of(new Audience(endpoint)),
                    Date.from(now.plus(ASSERTION_LIFETIME)),
                    issued,
                    issued,
                    new JWTID())
                .toJWTClaimsSet());
    assertion.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
    return assertion;
  }

  private Http.Request http(HTTPRequest made, Duration within) throws ParseException {
    String encoding = policy.choice(AuthenticationMembers.ENCODING, AuthenticationMembers.FORM);
    String body =
        encoding.equals(AuthenticationMembers.JSON)
            ? json(made.getBodyAsFormParameters())
            : made.getBody();
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", encoding);
    headers.put("Accept", "application/json");
    if (made.getAuthorization() != null) {
      headers.put("Authorization", made.getAuthorization());
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Http.Request("POST", endpoint, headers, bytes, false, within);
  }

  /** Returns the parameters as an object; one with several values is an array. */
  private static String json(Map<String, List<String>> parameters) {
    Map<String, Object> members = new HashMap<>();
    parameters.forEach(
        (name, values) -> members.put(name, values.size() == 1 ? values.get(0) : values));
    return JSONObject.toJSONString(members);
  }

  private static NoToken unusable(String detail) {
    return new NoToken(Reason.CONFIGURATION, "no token can be requested: " + detail);
  }
}

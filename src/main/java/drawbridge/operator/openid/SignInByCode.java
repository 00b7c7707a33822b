package drawbridge.operator.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import drawbridge.operator.entity.Person;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sign-in by authorization code (OpenID Connect Core 1.0, section 3.1) with PKCE. */
public final class SignInByCode {

  private final Provider provider;

  public SignInByCode(Provider provider) {
    this.provider = provider;
  }

  /**
   * A started sign-in. The browser that started it stores its {@link #text}; no other browser can
   * complete it. Not a record: records print their secrets.
   */
  public static final class Attempt {

    private static final Pattern TEXT =
        Pattern.compile("([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})");

    private final String state;
    private final String nonce;
    private final String verifier;
    private final URI back;

    /** Starts a sign-in with this redirect URI. */
    public Attempt(URI back) {
      this(new State().getValue(), new Nonce().getValue(), new CodeVerifier().getValue(), back);
    }

    private Attempt(String state, String nonce, String verifier, URI back) {
      this.state = state;
      this.nonce = nonce;
      this.verifier = verifier;
      this.back = back;
    }

    /**
     * Parses a {@link #text}; empty when malformed.
     *
     * @param back the redirect URI
     */
    public static Optional<Attempt> of(String text, URI back) {
      Matcher parts = TEXT.matcher(text);
      return parts.matches()
          ? Optional.of(new Attempt(parts.group(1), parts.group(2), parts.group(3), back))
          : Optional.empty();
    }

    /** Returns state, nonce and verifier in letters, digits, dots, hyphens and underscores. */
    public String text() {
      return state + "." + nonce + "." + verifier;
    }
  }

  /** Returns the provider's sign-in page for the browser. */
  public URI page(Attempt attempt) throws ProviderUnavailable {
    return new AuthenticationRequest.Builder(
            ResponseType.CODE,
            new Scope("openid", "profile", "email"),
            new ClientID(provider.settings.clientId()),
            attempt.back)
        .endpointURI(provider.metadata().getAuthorizationEndpointURI())
        .state(new State(attempt.state))
        .nonce(new Nonce(attempt.nonce))
        .codeChallenge(new CodeVerifier(attempt.verifier), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /**
   * Completes a sign-in and returns the person.
   *
   * @param returned the redirect URI with the provider's parameters
   * @throws InvalidToken when the response belongs to another sign-in, or the provider refused
   * @throws ProviderUnavailable when the token endpoint does not answer
   */
  public Person person(Attempt attempt, URI returned) throws InvalidToken, ProviderUnavailable {
    AuthenticationResponse response = parse(returned);
    if (!new State(attempt.state).equals(response.getState())) {
      throw new InvalidToken("the state does not match");
    }
    if (!response.indicatesSuccess()) {
      throw new InvalidToken("the provider refused");
    }
    JWT idToken = redeem(attempt, response.toSuccessResponse().getAuthorizationCode());
    IDTokenValidator validator =
        new IDTokenValidator(
            provider.metadata().getIssuer(),
            new ClientID(provider.settings.clientId()),
            provider.keys(),
            null);
    try {
      var unused = validator.validate(idToken, new Nonce(attempt.nonce));
      return TokenRights.person(idToken.getJWTClaimsSet(), provider.settings);
    } catch (BadJOSEException | JOSEException | ParseException e) {
      throw new InvalidToken("invalid id token: " + e.getClass().getSimpleName());
    }
  }

  private static AuthenticationResponse parse(URI returned) throws InvalidToken {
    try {
      return AuthenticationResponseParser.parse(returned);
    } catch (com.nimbusds.oauth2.sdk.ParseException e) {
      throw new InvalidToken("malformed response");
    }
  }

  private JWT redeem(Attempt attempt, AuthorizationCode code)
      throws InvalidToken, ProviderUnavailable {
    ClientID client = new ClientID(provider.settings.clientId());
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(code, attempt.back, new CodeVerifier(attempt.verifier));
    URI endpoint = provider.metadata().getTokenEndpointURI();
    TokenRequest exchange =
        provider
            .settings
            .clientSecret()
            .map(it -> new ClientSecretBasic(client, it))
            .map(it -> new TokenRequest.Builder(endpoint, it, grant))
            .orElseGet(() -> new TokenRequest.Builder(endpoint, client, grant))
            .build();
    HTTPRequest request = exchange.toHTTPRequest();
    request.setConnectTimeout(Provider.TIMEOUT_MILLIS);
    request.setReadTimeout(Provider.TIMEOUT_MILLIS);
    try {
      var response = OIDCTokenResponseParser.parse(request.send());
      if (response instanceof OIDCTokenResponse tokens) {
        return tokens.getOIDCTokens().getIDToken();
      }
      throw new InvalidToken("the provider issued no token for the code");
    } catch (IOException e) {
      throw new ProviderUnavailable(e);
    } catch (GeneralException e) {
      throw new InvalidToken("malformed token response");
    }
  }
}

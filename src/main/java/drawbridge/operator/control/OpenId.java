package drawbridge.operator.control;

import drawbridge.operator.control.token.ApiTokens;
import drawbridge.operator.entity.Person;
import drawbridge.operator.openid.BearerTokens;
import drawbridge.operator.openid.InvalidToken;
import drawbridge.operator.openid.OpenIdSettings;
import drawbridge.operator.openid.Provider;
import drawbridge.operator.openid.ProviderUnavailable;
import drawbridge.operator.openid.SignInByCode;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;

/** Signs in by OpenID Connect when the settings name a provider. */
@ApplicationScoped
public class OpenId {

  private static final System.Logger LOG = System.getLogger(OpenId.class.getName());
  private static final long RETRY_SECONDS = 5;

  @Inject SignInSettings settings;
  @Inject ApiTokens tokens;

  private Optional<BearerTokens> bearers = Optional.empty();
  private Optional<SignInByCode> byCode = Optional.empty();

  @PostConstruct
  void prepare() {
    Optional<Provider> provider = settings.openId().map(Provider::new);
    bearers = provider.map(BearerTokens::new);
    byCode = provider.map(SignInByCode::new);
  }

  /** Returns the provider's host for the sign-in page; empty without a provider. */
  public Optional<String> host() {
    return settings.openId().map(OpenIdSettings::host);
  }

  /** Validates a bearer token. */
  public SignInResult bearer(String token) {
    return bearers.map(it -> result(() -> it.person(token))).orElseGet(SignInResult.Refused::new);
  }

  /**
   * Completes a sign-in in the browser.
   *
   * @param response the redirect URI with the provider's parameters
   */
  public SignInResult complete(SignInByCode.Attempt attempt, URI response) {
    return byCode
        .map(it -> result(() -> it.person(attempt, response)))
        .orElseGet(SignInResult.Refused::new);
  }

  /** Returns the provider's sign-in page; empty without a provider or while it does not answer. */
  public Optional<URI> signInPage(SignInByCode.Attempt attempt) {
    try {
      return byCode.isEmpty() ? Optional.empty() : Optional.of(byCode.get().page(attempt));
    } catch (ProviderUnavailable e) {
      logUnavailable(e);
      return Optional.empty();
    }
  }

  private interface Check {
    Person person() throws InvalidToken, ProviderUnavailable;
  }

  /** Tells the tokens of the person the current role, which may be none. */
  private SignInResult result(Check check) {
    try {
      Person person = check.person();
      tokens.ownerSignedIn(person);
      return new SignInResult.Accepted(person);
    } catch (InvalidToken e) {
      LOG.log(System.Logger.Level.DEBUG, "OpenID sign-in refused: {0}", e.getMessage());
      return new SignInResult.Refused();
    } catch (ProviderUnavailable e) {
      logUnavailable(e);
      return new SignInResult.Busy(RETRY_SECONDS);
    }
  }

  private static void logUnavailable(ProviderUnavailable failure) {
    LOG.log(
        System.Logger.Level.WARNING,
        "OpenID provider does not answer ({0}); sign-ins through it fail until it does",
        String.valueOf(failure.getCause()));
  }
}

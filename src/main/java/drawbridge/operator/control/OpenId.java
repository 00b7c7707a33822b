package drawbridge.operator.control;

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

/** The OpenID provider, if the settings name one. */
@ApplicationScoped
public class OpenId {

  private static final System.Logger LOG = System.getLogger(OpenId.class.getName());
  private static final long WAIT_SECONDS = 5;

  @Inject SignInSettings settings;

  private Optional<BearerTokens> bearers = Optional.empty();
  private Optional<SignInByCode> byCode = Optional.empty();

  @PostConstruct
  void prepare() {
    settings.openId().ifPresent(this::prepare);
  }

  private void prepare(OpenIdSettings known) {
    Provider provider = new Provider(known);
    bearers = Optional.of(new BearerTokens(known, provider));
    byCode = Optional.of(new SignInByCode(known, provider));
  }

  /** The provider's host, for the sign-in page; empty when there is none. */
  public Optional<String> host() {
    return settings.openId().map(OpenIdSettings::host);
  }

  /** Whether a script with this token may come in. */
  public SignInResult bearer(String token) {
    return bearers.map(it -> verdict(() -> it.person(token))).orElseGet(SignInResult.Refused::new);
  }

  /** Whether whom the provider sent back may come in. */
  public SignInResult returned(SignInByCode.Attempt attempt, URI with) {
    return byCode
        .map(it -> verdict(() -> it.person(attempt, with)))
        .orElseGet(SignInResult.Refused::new);
  }

  /** The provider's page; empty when there is no provider, or it does not answer. */
  public Optional<URI> page(SignInByCode.Attempt attempt) {
    try {
      return byCode.isEmpty() ? Optional.empty() : Optional.of(byCode.get().page(attempt));
    } catch (ProviderUnavailable e) {
      tellAway(e);
      return Optional.empty();
    }
  }

  private interface Proof {
    Person person() throws InvalidToken, ProviderUnavailable;
  }

  private static SignInResult verdict(Proof proof) {
    try {
      return new SignInResult.Welcome(proof.person());
    } catch (InvalidToken e) {
      LOG.log(System.Logger.Level.DEBUG, "a sign-in proves nothing: {0}", e.getMessage());
      return new SignInResult.Refused();
    } catch (ProviderUnavailable e) {
      tellAway(e);
      return new SignInResult.Busy(WAIT_SECONDS);
    }
  }

  private static void tellAway(ProviderUnavailable away) {
    LOG.log(
        System.Logger.Level.WARNING,
        "the OpenID provider does not answer ({0}); who relies on it cannot sign in",
        String.valueOf(away.getCause()));
  }
}

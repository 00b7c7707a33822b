package drawbridge.operator.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import drawbridge.operator.entity.Person;
import java.text.ParseException;
import java.util.Set;

/** Scripts that come with an access token of the provider (RFC 6750, RFC 9068). */
public final class BearerTokens {

  private static final Set<String> NEEDED = Set.of("sub", "exp", "iat");

  private final OpenIdSettings settings;
  private final Provider provider;
  private final TokenRights rights;

  /** Asks the provider for nothing yet. */
  public BearerTokens(OpenIdSettings settings, Provider provider) {
    this.settings = settings;
    this.provider = provider;
    this.rights = new TokenRights(settings);
  }

  /**
   * Who the token speaks of. Its signature, issuer, audience and times are checked, with a minute
   * for clocks that differ.
   *
   * @throws InvalidToken when it is not a token for us that holds now
   * @throws ProviderUnavailable when its keys cannot be had
   */
  public Person person(String token) throws InvalidToken, ProviderUnavailable {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            new JOSEObjectType("at+jwt"),
            new JOSEObjectType("application/at+jwt"),
            JOSEObjectType.JWT,
            null));
    processor.setJWSKeySelector(provider.keys());
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            settings.audience(),
            new JWTClaimsSet.Builder().issuer(provider.metadata().getIssuer().getValue()).build(),
            NEEDED));
    try {
      return rights.person(processor.process(token, null));
    } catch (KeySourceException e) {
      throw new ProviderUnavailable(e);
    } catch (ParseException e) {
      throw new InvalidToken("it is no signed JWT");
    } catch (BadJOSEException | JOSEException e) {
      throw new InvalidToken("it was refused: " + e.getClass().getSimpleName());
    }
  }
}

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

/** Validates access tokens of the provider (RFC 6750, RFC 9068). */
public final class BearerTokens {

  private static final Set<String> REQUIRED_CLAIMS = Set.of("sub", "exp", "iat");

  private final Provider provider;

  public BearerTokens(Provider provider) {
    this.provider = provider;
  }

  /**
   * Returns the person of a token. Validates signature, issuer, audience and times, and tolerates a
   * clock skew of one minute.
   *
   * @throws InvalidToken when the token is malformed, expired or for another audience
   * @throws ProviderUnavailable when the provider's keys are unavailable
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
            provider.settings.audience(),
            new JWTClaimsSet.Builder().issuer(provider.metadata().getIssuer().getValue()).build(),
            REQUIRED_CLAIMS));
    try {
      return TokenRights.person(processor.process(token, null), provider.settings);
    } catch (KeySourceException e) {
      throw new ProviderUnavailable(e);
    } catch (ParseException e) {
      throw new InvalidToken("not a signed JWT");
    } catch (BadJOSEException | JOSEException e) {
      throw new InvalidToken("invalid token: " + e.getClass().getSimpleName());
    }
  }
}

package drawbridge.operator.openid;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.MalformedURLException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Metadata (OpenID Connect Discovery 1.0) and keys of the provider. The first use loads them, so
 * that the application starts without the provider. An unknown key id reloads the keys, at most
 * every three seconds.
 */
public final class Provider {

  static final int TIMEOUT_MILLIS = 3_000;
  private static final int MAX_BYTES = 256 * 1024;
  private static final long KEY_CACHE_MILLIS = Duration.ofMinutes(10).toMillis();

  /** Asymmetric algorithms only: a shared key would let every verifier sign. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  final OpenIdSettings settings;
  private @Nullable Configuration configuration;

  private record Configuration(
      OIDCProviderMetadata metadata, JWSKeySelector<SecurityContext> keys) {}

  /** Sends no request to the provider. */
  public Provider(OpenIdSettings settings) {
    this.settings = settings;
  }

  OIDCProviderMetadata metadata() throws ProviderUnavailable {
    return configuration().metadata();
  }

  JWSKeySelector<SecurityContext> keys() throws ProviderUnavailable {
    return configuration().keys();
  }

  private synchronized Configuration configuration() throws ProviderUnavailable {
    Configuration known = configuration;
    if (known != null) {
      return known;
    }
    try {
      OIDCProviderMetadata metadata =
          OIDCProviderMetadata.resolve(
              new Issuer(settings.issuer()), TIMEOUT_MILLIS, TIMEOUT_MILLIS);
      known =
          new Configuration(metadata, new JWSVerificationKeySelector<>(ALGORITHMS, keys(metadata)));
      configuration = known;
      return known;
    } catch (GeneralException | IOException e) {
      throw new ProviderUnavailable(e);
    }
  }

  private static JWKSource<SecurityContext> keys(OIDCProviderMetadata metadata)
      throws MalformedURLException {
    return JWKSourceBuilder.<SecurityContext>create(
            metadata.getJWKSetURI().toURL(),
            new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_BYTES))
        .cache(KEY_CACHE_MILLIS, TIMEOUT_MILLIS * 2L)
        .rateLimited(TIMEOUT_MILLIS)
        .retrying(true)
        .build();
  }
}

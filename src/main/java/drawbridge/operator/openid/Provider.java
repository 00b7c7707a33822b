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
 * What the provider says of itself (OpenID Connect Discovery 1.0), asked when it is first needed so
 * that the house starts without it, and its keys, which are asked for again when a token names an
 * unknown one, at most every few seconds.
 */
public final class Provider {

  static final int PATIENCE_MILLIS = 3_000;
  private static final int MOST_BYTES = 256 * 1024;
  private static final long KEYS_KEPT = Duration.ofMinutes(10).toMillis();

  /** Signed by whoever holds a private key: with a shared one, everybody who checks could sign. */
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

  private final OpenIdSettings settings;
  private @Nullable Known known;

  private record Known(OIDCProviderMetadata metadata, JWSKeySelector<SecurityContext> keys) {}

  /** Asks it for nothing yet. */
  public Provider(OpenIdSettings settings) {
    this.settings = settings;
  }

  OIDCProviderMetadata metadata() throws ProviderUnavailable {
    return known().metadata();
  }

  JWSKeySelector<SecurityContext> keys() throws ProviderUnavailable {
    return known().keys();
  }

  private synchronized Known known() throws ProviderUnavailable {
    Known before = known;
    if (before != null) {
      return before;
    }
    try {
      OIDCProviderMetadata metadata =
          OIDCProviderMetadata.resolve(
              new Issuer(settings.issuer()), PATIENCE_MILLIS, PATIENCE_MILLIS);
      Known now = new Known(metadata, new JWSVerificationKeySelector<>(ALGORITHMS, keys(metadata)));
      known = now;
      return now;
    } catch (GeneralException | IOException e) {
      throw new ProviderUnavailable(e);
    }
  }

  private static JWKSource<SecurityContext> keys(OIDCProviderMetadata metadata)
      throws MalformedURLException {
    return JWKSourceBuilder.<SecurityContext>create(
            metadata.getJWKSetURI().toURL(),
            new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, MOST_BYTES))
        .cache(KEYS_KEPT, PATIENCE_MILLIS * 2L)
        .rateLimited(PATIENCE_MILLIS)
        .retrying(true)
        .build();
  }
}

package drawbridge.provider.remote;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import drawbridge.platform.http.Fetcher;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The public keys that providers publish. Fetches them when they are needed, and keeps them for an
 * hour. Thread safe; blocks for three seconds at most.
 */
public final class RemoteKeys {

  /** How long a key set without a wanted key is not fetched again. */
  private static final Duration MISSING_KEY = Duration.ofMinutes(1);

  private final Certificates certificates;
  private final DocumentCache<JWKSet> keySets;

  /**
   * @param anchors the certificates of the authorities to trust
   */
  public RemoteKeys(Fetcher fetcher, Set<TrustAnchor> anchors) {
    certificates = new Certificates(fetcher, anchors);
    keySets =
        new DocumentCache<>(
            fetcher, bytes -> JWKSet.parse(new String(bytes, StandardCharsets.UTF_8)));
  }

  /** Returns keys that trust the authorities of the JDK. */
  public static RemoteKeys trustingJdk(Fetcher fetcher) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return new RemoteKeys(
          fetcher,
          Arrays.stream(factory.getTrustManagers())
              .flatMap(RemoteKeys::authorities)
              .map(certificate -> new TrustAnchor(certificate, null))
              .collect(Collectors.toSet()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot read the trusted certificates of the JDK", e);
    }
  }

  private static Stream<X509Certificate> authorities(Object manager) {
    return manager instanceof X509TrustManager trusted
        ? Arrays.stream(trusted.getAcceptedIssuers())
        : Stream.empty();
  }

  /** Returns keys that are never available: for schemes that need none. */
  public static RemoteKeys none() {
    return new RemoteKeys(
        uri -> CompletableFuture.failedFuture(new java.io.IOException("offline")), Set.of());
  }

  /**
   * Returns the key of a certificate whose chain ends at a trusted authority.
   *
   * @param row the name of the scheme, whose number of fetches is limited
   * @param uri permitted by the row
   * @param names patterns of which one must match a name of the certificate
   * @param issuers the URLs from which a missing certificate of the chain may be fetched
   */
  public Lookup<PublicKey> certified(
      String row, URI uri, List<UrlPattern> names, List<UrlPattern> issuers, Instant now) {
    return certificates.key(row, uri, names, issuers, now);
  }

  /**
   * Returns a key of a key set (RFC 7517). Fetches the set again when it lacks the key, at most
   * once a minute. A key may be new while the set cannot be fetched again, so that it is
   * unavailable then.
   *
   * @param row the name of the scheme, whose number of fetches is limited
   * @param uri the address of the key set, which the row fixes
   */
  public Lookup<JWK> fromSet(String row, URI uri, String keyId, Instant now) {
    Lookup<JWK> known = find(keySets.get(row, uri, now), keyId, Instant.MIN);
    return known instanceof Lookup.Refused
        ? find(keySets.get(row, uri, MISSING_KEY, now), keyId, now.minus(MISSING_KEY))
        : known;
  }

  /**
   * Finds a key.
   *
   * @param oldest the time of a set that may tell that there is no such key
   */
  private static Lookup<JWK> find(
      Lookup<DocumentCache.Document<JWKSet>> set, String keyId, Instant oldest) {
    return set.match(
        document -> {
          JWK key = document.content().getKeyByKeyId(keyId);
          if (key == null) {
            return document.fetchedAt().isAfter(oldest)
                ? new Lookup.Refused<>("the issuer has no key with this id")
                : new Lookup.Unavailable<>("the keys cannot be fetched again");
          }
          return key instanceof RSAKey rsa && !isAccepted(rsa)
              ? new Lookup.Refused<>(KeySize.EXPECTED)
              : new Lookup.Found<>(key);
        },
        Lookup.Refused::new,
        Lookup.Unavailable::new);
  }

  private static boolean isAccepted(RSAKey key) {
    return KeySize.isAccepted(
        key.getModulus().decodeToBigInteger(), key.getPublicExponent().decodeToBigInteger());
  }
}

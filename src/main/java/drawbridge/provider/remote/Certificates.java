package drawbridge.provider.remote;

import drawbridge.platform.http.Fetcher;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fetched certificates with a trusted chain. Thread safe. */
final class Certificates {

  private static final int MOST_VERIFIED = 100;
  private static final int MOST_ISSUERS = 3;
  private static final Duration VERIFIED_FOR = Duration.ofHours(1);

  /** Authority Information Access (RFC 5280 §4.2.2.1). */
  private static final String ACCESS = "1.3.6.1.5.5.7.1.1";

  /** The encoded id-ad-caIssuers, followed by the tag of a URI. */
  private static final String CA_ISSUERS =
      "\u0006\u0008+\u0006\u0001\u0005\u0005\u00070\u0002\u0086";

  private static final int DNS_NAME = 2;

  private record Verified(PublicKey key, Instant until) {}

  private final DocumentCache<List<X509Certificate>> files;
  private final Set<TrustAnchor> anchors;
  private final Map<String, Verified> verified = new HashMap<>();

  Certificates(Fetcher fetcher, Set<TrustAnchor> anchors) {
    this.anchors = anchors;
    files = new DocumentCache<>(fetcher, Certificates::parse);
  }

  private static List<X509Certificate> parse(byte[] file) throws CertificateException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (var certificate :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(file))) {
      certificates.add((X509Certificate) certificate);
    }
    if (certificates.isEmpty()) {
      throw new CertificateException("the file has no certificate");
    }
    return certificates;
  }

  /** Returns the key of the first certificate of a file. */
  Lookup<PublicKey> key(
      String row, URI uri, List<UrlPattern> names, List<UrlPattern> issuers, Instant now) {
    String place = row + " " + uri;
    synchronized (verified) {
      Verified known = verified.get(place);
      if (known != null && now.isBefore(known.until())) {
        return new Lookup.Found<>(known.key());
      }
    }
    return files
        .get(row, uri, now)
        .match(
            file -> verify(row, file.content(), names, issuers, now, place),
            Lookup.Refused::new,
            Lookup.Unavailable::new);
  }

  private Lookup<PublicKey> verify(
      String row,
      List<X509Certificate> file,
      List<UrlPattern> names,
      List<UrlPattern> issuers,
      Instant now,
      String place) {
    X509Certificate leaf = file.get(0);
    if (names(leaf).stream().noneMatch(name -> names.stream().anyMatch(it -> it.isHost(name)))) {
      return new Lookup.Refused<>("the certificate belongs to another host");
    } else if (now.isBefore(leaf.getNotBefore().toInstant())
        || now.isAfter(leaf.getNotAfter().toInstant())) {
      return new Lookup.Refused<>("the certificate has expired or is not valid yet");
    } else if (leaf.getPublicKey() instanceof RSAPublicKey key && !KeySize.isAccepted(key)) {
      return new Lookup.Refused<>(KeySize.EXPECTED);
    }
    return completed(row, file, issuers, now)
        .match(
            chain -> isTrusted(leaf, chain, now) ? kept(leaf, now, place) : untrusted(),
            Lookup.Refused::new,
            Lookup.Unavailable::new);
  }

  private static Lookup<PublicKey> untrusted() {
    return new Lookup.Refused<>("the certificate has no trusted chain");
  }

  private Lookup<PublicKey> kept(X509Certificate leaf, Instant now, String place) {
    Instant end = leaf.getNotAfter().toInstant();
    Instant until = now.plus(VERIFIED_FOR);
    synchronized (verified) {
      if (verified.size() >= MOST_VERIFIED) {
        verified.clear();
      }
      verified.put(place, new Verified(leaf.getPublicKey(), until.isBefore(end) ? until : end));
    }
    return new Lookup.Found<>(leaf.getPublicKey());
  }

  /** Adds the certificates of issuers that the file lacks. */
  private Lookup<List<X509Certificate>> completed(
      String row, List<X509Certificate> file, List<UrlPattern> issuers, Instant now) {
    List<X509Certificate> chain = new ArrayList<>(file);
    X509Certificate last = file.get(0);
    for (int i = 0; i < MOST_ISSUERS && !isIssuedByAnchor(last); i++) {
      X509Certificate issued = last;
      Optional<X509Certificate> issuer =
          chain.stream().filter(it -> isIssuer(it, issued)).findFirst();
      if (issuer.isEmpty()) {
        Optional<URI> address = issuerOf(last).flatMap(it -> UrlPattern.permitted(it, issuers));
        if (address.isEmpty()) {
          break; // the chain is refused as untrusted
        }
        Lookup<DocumentCache.Document<List<X509Certificate>>> fetched =
            files.get(row, address.get(), now);
        if (!(fetched instanceof Lookup.Found<DocumentCache.Document<List<X509Certificate>>> it)) {
          return fetched.match(
              found -> new Lookup.Found<>(chain), Lookup.Refused::new, Lookup.Unavailable::new);
        }
        chain.addAll(it.value().content());
        issuer = it.value().content().stream().filter(found -> isIssuer(found, issued)).findFirst();
      }
      if (issuer.isEmpty()) {
        break;
      }
      last = issuer.get();
    }
    return new Lookup.Found<>(chain);
  }

  private boolean isIssuedByAnchor(X509Certificate certificate) {
    return anchors.stream()
        .anyMatch(
            anchor ->
                anchor
                    .getTrustedCert()
                    .getSubjectX500Principal()
                    .equals(certificate.getIssuerX500Principal()));
  }

  private static boolean isIssuer(X509Certificate candidate, X509Certificate issued) {
    return !candidate.equals(issued)
        && candidate.getSubjectX500Principal().equals(issued.getIssuerX500Principal());
  }

  private boolean isTrusted(X509Certificate leaf, List<X509Certificate> chain, Instant now) {
    try {
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(leaf);
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
      var unused = CertPathBuilder.getInstance("PKIX").build(parameters);
      return true;
    } catch (GeneralSecurityException e) {
      return false; // CertPathBuilderException: no chain; the lookup's reason says so
    }
  }

  /** Returns the DNS names of a certificate. Its common name does not count (RFC 9525, 2). */
  private static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      var alternatives = certificate.getSubjectAlternativeNames();
      for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
        if (name.get(0) instanceof Integer kind && kind == DNS_NAME) {
          names.add(String.valueOf(name.get(1)));
        }
      }
    } catch (CertificateException e) {
      return List.of(); // malformed: it belongs to no host
    }
    return names;
  }

  /** Returns the address of the issuer's certificate. */
  private static Optional<String> issuerOf(X509Certificate certificate) {
    byte[] access = certificate.getExtensionValue(ACCESS);
    if (access == null) {
      return Optional.empty();
    }
    String text = new String(access, StandardCharsets.ISO_8859_1);
    int at = text.indexOf(CA_ISSUERS) + CA_ISSUERS.length();
    if (at < CA_ISSUERS.length() || at >= text.length()) {
      return Optional.empty();
    }
    int end = at + 1 + text.charAt(at); // an address of up to 127 characters has one length byte
    return text.charAt(at) < 128 && end <= text.length()
        ? Optional.of(text.substring(at + 1, end))
        : Optional.empty();
  }
}

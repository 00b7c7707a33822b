package drawbridge.provider.remote;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A certificate authority for tests: encodes X.509 certificates (RFC 5280) in DER. */
public final class TestAuthority {

  private static final byte[] SHA256_RSA =
      sequence(der(6, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11), der(5));
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String name;
  private final KeyPair keys;
  private final X509Certificate certificate;

  private TestAuthority(String name, KeyPair keys, X509Certificate certificate) {
    this.name = name;
    this.keys = keys;
    this.certificate = certificate;
  }

  /** Creates a root authority that is valid from 2020 to 2040. */
  public static TestAuthority root(String name) {
    KeyPair keys = rsa();
    return new TestAuthority(
        name, keys, issue(name, keys, name, keys.getPublic(), Validity.LONG, true, null, null));
  }

  /** Pretends that a certificate is one of an authority. */
  public static TestAuthority of(String name, KeyPair keys, X509Certificate certificate) {
    return new TestAuthority(name, keys, certificate);
  }

  /** Creates an authority below this one. */
  public TestAuthority below(String authority, @Nullable String issuerUrl) {
    KeyPair pair = rsa();
    return new TestAuthority(
        authority,
        pair,
        issue(name, keys, authority, pair.getPublic(), Validity.LONG, true, null, issuerUrl));
  }

  /** The time in which a certificate is valid. */
  public record Validity(Instant from, Instant until) {
    public static final Validity LONG =
        new Validity(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2040-01-01T00:00:00Z"));
  }

  public static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public X509Certificate certificate() {
    return certificate;
  }

  public TrustAnchor anchor() {
    return new TrustAnchor(certificate, null);
  }

  /**
   * Issues a certificate of a server.
   *
   * @param commonName its common name
   * @param host its alternative name; null for none
   * @param issuerUrl the address of this authority's certificate; null for none
   */
  public X509Certificate issue(
      String commonName,
      PublicKey key,
      Validity validity,
      @Nullable String host,
      @Nullable String issuerUrl) {
    return issue(name, keys, commonName, key, validity, false, host, issuerUrl);
  }

  private static X509Certificate issue(
      String issuer,
      KeyPair keys,
      String commonName,
      PublicKey key,
      Validity validity,
      boolean isAuthority,
      @Nullable String host,
      @Nullable String issuerUrl) {
    byte[] extensions =
        join(
            isAuthority
                ? sequence(der(6, 0x55, 0x1d, 0x13), der(1, 255), wrap(4, sequence(der(1, 255))))
                : new byte[0],
            host == null
                ? new byte[0]
                : sequence(der(6, 0x55, 0x1d, 0x11), wrap(4, sequence(wrap(0x82, ascii(host))))),
            issuerUrl == null
                ? new byte[0]
                : sequence(
                    der(6, 0x2b, 6, 1, 5, 5, 7, 1, 1),
                    wrap(
                        4,
                        sequence(
                            sequence(
                                der(6, 0x2b, 6, 1, 5, 5, 7, 0x30, 2),
                                wrap(0x86, ascii(issuerUrl)))))));
    byte[] content =
        sequence(
            wrap(0xa0, der(2, 2)),
            der(2, 1),
            SHA256_RSA,
            name(issuer),
            sequence(time(validity.from()), time(validity.until())),
            name(commonName),
            key.getEncoded(),
            extensions.length == 0 ? new byte[0] : wrap(0xa3, sequence(extensions)));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(content);
      byte[] encoded =
          sequence(content, SHA256_RSA, wrap(3, join(new byte[] {0}, signature.sign())));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new java.io.ByteArrayInputStream(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns certificates as a file in PEM. */
  public static byte[] pem(X509Certificate... certificates) {
    StringBuilder file = new StringBuilder();
    try {
      for (X509Certificate each : certificates) {
        file.append("-----BEGIN CERTIFICATE-----\n")
            .append(Base64.getMimeEncoder().encodeToString(each.getEncoded()))
            .append("\n-----END CERTIFICATE-----\n");
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return ascii(file.toString());
  }

  private static byte[] name(String commonName) {
    return sequence(
        wrap(
            0x31,
            sequence(der(6, 0x55, 4, 3), wrap(12, commonName.getBytes(StandardCharsets.UTF_8)))));
  }

  private static byte[] time(Instant at) {
    return wrap(0x18, ascii(TIME.format(at)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] sequence(byte[]... parts) {
    return wrap(0x30, join(parts));
  }

  private static byte[] der(int tag, int... bytes) {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return wrap(tag, content);
  }

  private static byte[] wrap(int tag, byte[] content) {
    int length = content.length;
    byte[] head =
        length < 128
            ? new byte[] {(byte) tag, (byte) length}
            : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    return join(head, content);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}

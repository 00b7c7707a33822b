package drawbridge.inbound.trigger.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import drawbridge.platform.http.LocalWeb;
import drawbridge.platform.json.Json;
import drawbridge.provider.remote.TestAuthority;
import drawbridge.provider.remote.TestAuthority.Validity;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.TrustAnchor;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Providers that publish their keys: certificates of a certificate authority, and key sets. Signs
 * as their documentation says, without the product's table of schemes.
 */
final class ProviderIssuer {

  static final String TOPIC = "arn:aws:sns:us-west-2:123456789012:orders";
  static final String SNS = "https://sns.us-west-2.amazonaws.com/";
  static final String SNS_CERTIFICATE = SNS + "SimpleNotificationService-0123abc.pem";
  static final String PAYPAL_CERTIFICATE =
      "https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594";
  static final String GOOGLE_KEYS = "https://www.googleapis.com/oauth2/v3/certs";
  static final String TENANT = "66666666-7777-8888-9999-000000000000";
  static final String MICROSOFT_KEYS =
      "https://login.microsoftonline.com/" + TENANT + "/discovery/v2.0/keys";

  static final TestAuthority ROOT = TestAuthority.root("Root");
  static final TestAuthority AUTHORITY =
      ROOT.below("Server CA", "http://crt.rootca1.amazontrust.com/rootca1.cer");
  static final KeyPair KEYS = TestAuthority.rsa();

  private static final String AUTHORITY_URL = "http://crt.r2m01.amazontrust.com/r2m01.cer";

  private ProviderIssuer() {}

  static Set<TrustAnchor> anchors() {
    return Set.of(ROOT.anchor());
  }

  /** Publishes all certificates and key sets. */
  static LocalWeb publish(LocalWeb web) {
    return web.with(
            SNS_CERTIFICATE,
            TestAuthority.pem(
                AUTHORITY.issue(
                    "sns", KEYS.getPublic(), Validity.LONG, "sns.amazonaws.com", AUTHORITY_URL)))
        .with(AUTHORITY_URL, TestAuthority.pem(AUTHORITY.certificate()))
        .with(
            PAYPAL_CERTIFICATE,
            TestAuthority.pem(
                AUTHORITY.issue(
                    "PayPal",
                    KEYS.getPublic(),
                    Validity.LONG,
                    "messageverificationcerts.paypal.com",
                    null),
                AUTHORITY.certificate()))
        .with(GOOGLE_KEYS, keySet())
        .with(MICROSOFT_KEYS, keySet());
  }

  static String keySet() {
    return new JWKSet(new RSAKey.Builder((RSAPublicKey) KEYS.getPublic()).keyID("k1").build())
        .toString();
  }

  /** https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
  static ProviderSigner.Sent sns(ProviderSigner.Sent sent, KeyPair keys) {
    ObjectNode message = (ObjectNode) Json.read(sent.body());
    StringBuilder text = new StringBuilder();
    for (String name :
        List.of(
            "Message",
            "MessageId",
            "SubscribeURL",
            "Subject",
            "Timestamp",
            "Token",
            "TopicArn",
            "Type")) {
      if (message.has(name)) {
        text.append(name).append('\n').append(message.path(name).asText()).append('\n');
      }
    }
    message.put("SignatureVersion", "2");
    if (!message.has("SigningCertURL")) {
      message.put("SigningCertURL", SNS_CERTIFICATE);
    }
    message.put("Signature", signed(text.toString(), keys));
    return sent.withBody(Json.write(message));
  }

  /** https://developer.paypal.com/api/rest/webhooks/rest/ */
  static ProviderSigner.Sent payPal(ProviderSigner.Sent sent, Instant now, KeyPair keys) {
    CRC32 sum = new CRC32();
    sum.update(sent.body().getBytes(UTF_8));
    String text = "tx-1|" + now + "|1JE4291016473214C|" + sum.getValue();
    return sent.with("PAYPAL-TRANSMISSION-ID", "tx-1")
        .with("PAYPAL-TRANSMISSION-TIME", now.toString())
        .with("PAYPAL-TRANSMISSION-SIG", signed(text, keys))
        .with("PAYPAL-CERT-URL", PAYPAL_CERTIFICATE)
        .with("PAYPAL-AUTH-ALGO", "SHA256withRSA");
  }

  /** https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions */
  static JWTClaimsSet.Builder google(Instant now) {
    return claims(now)
        .issuer("https://accounts.google.com")
        .audience("https://hooks.example.org")
        .subject("113774264463038321964")
        .claim("email", "push@demo.iam.gserviceaccount.com")
        .claim("email_verified", true);
  }

  /** https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference */
  static JWTClaimsSet.Builder microsoft(Instant now) {
    return claims(now)
        .issuer("https://sts.windows.net/" + TENANT + "/")
        .audience("api://11111111-2222-3333-4444-555555555555")
        .subject("77777777-8888-9999-aaaa-bbbbbbbbbbbb");
  }

  private static JWTClaimsSet.Builder claims(Instant now) {
    return new JWTClaimsSet.Builder()
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(3600)));
  }

  static String token(JWTClaimsSet.Builder claims, String keyId, KeyPair keys) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), claims.build());
      token.sign(new RSASSASigner(keys.getPrivate()));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signed(String text, KeyPair keys) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

package drawbridge.inbound.trigger.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.JWTClaimsSet;
import drawbridge.platform.json.Json;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as the providers document it, without the product's table of schemes. The methods
 * return the request as it is sent.
 */
public final class ProviderSigner {

  /**
   * A request.
   *
   * @param url with the query
   */
  public record Sent(String url, Map<String, String> headers, String body) {
    public Sent {
      headers = new TreeMap<>(headers);
    }

    Sent with(String name, String value) {
      Sent other = new Sent(url, headers, body);
      other.headers.put(name, value);
      return other;
    }

    Sent withBody(String other) {
      return new Sent(url, headers, other);
    }

    /** Returns a header; an empty text when it is missing. */
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

  private static final KeyPair EC = keys("EC");
  private static final KeyPair ED25519 = keys("Ed25519");

  private final String scheme;

  private ProviderSigner(String scheme) {
    this.scheme = scheme;
  }

  /** Returns the secret that an operator enters. */
  public static String secret(String scheme) {
    return switch (scheme) {
      case "standard-webhooks", "svix" -> "whsec_" + base64(KEY);
      case "microsoft-teams" -> base64(KEY);
      case "adyen", "adyen-form" -> hex(KEY);
      case "sendgrid" -> base64(EC.getPublic().getEncoded());
      case "discord" -> hex(publicKey());
      case "standard-webhooks-ed25519" -> "whpk_" + base64(publicKey());
      case "telegram" -> "a_shared_secret";
      default -> "a-shared-secret-of-" + scheme; // of one trigger only
    };
  }

  /** Returns the signed request. */
  public static Sent signed(String scheme, Sent sent, Instant now) {
    return new ProviderSigner(scheme).signed(sent, now);
  }

  private Sent signed(Sent sent, Instant now) {
    String secret = secret(scheme);
    String time = Long.toString(now.getEpochSecond());
    String body = sent.body();
    return switch (scheme) {
      case "github", "meta" -> sent.with("X-Hub-Signature-256", "sha256=" + hex(hmac(body)));
      case "bitbucket", "jira", "websub" ->
          sent.with("X-Hub-Signature", "sha256=" + hex(hmac(body)));
      case "notion" -> sent.with("X-Notion-Signature", "sha256=" + hex(hmac(body)));
      case "intercom" ->
          sent.with("X-Hub-Signature", "sha1=" + hex(hmac("HmacSHA1", bytes(secret), body)));
      case "slack" ->
          sent.with("X-Slack-Request-Timestamp", time)
              .with("X-Slack-Signature", "v0=" + hex(hmac("v0:" + time + ":" + body)));
      case "zoom" ->
          sent.with("x-zm-request-timestamp", time)
              .with("x-zm-signature", "v0=" + hex(hmac("v0:" + time + ":" + body)));
      case "stripe" ->
          sent.with("Stripe-Signature", "t=" + time + ",v1=" + hex(hmac(time + "." + body)));
      case "calendly" ->
          sent.with(
              "Calendly-Webhook-Signature", "t=" + time + ",v1=" + hex(hmac(time + "." + body)));
      case "paddle" ->
          sent.with("Paddle-Signature", "ts=" + time + ";h1=" + hex(hmac(time + ":" + body)));
      case "shopify" -> sent.with("X-Shopify-Hmac-Sha256", base64(hmac(body)));
      case "docusign" -> sent.with("X-DocuSign-Signature-1", base64(hmac(body)));
      case "woocommerce" -> sent.with("X-WC-Webhook-Signature", base64(hmac(body)));
      case "xero" -> sent.with("x-xero-signature", base64(hmac(body)));
      case "typeform" -> sent.with("Typeform-Signature", "sha256=" + base64(hmac(body)));
      case "x" -> sent.with("x-twitter-webhooks-signature", "sha256=" + base64(hmac(body)));
      case "asana" -> sent.with("X-Hook-Signature", hex(hmac(body)));
      case "dropbox" -> sent.with("X-Dropbox-Signature", hex(hmac(body)));
      case "gitea" -> sent.with("X-Gitea-Signature", hex(hmac(body)));
      case "smartsheet" -> sent.with("Smartsheet-Hmac-SHA256", hex(hmac(body)));
      case "linkedin" -> sent.with("X-LI-Signature", hex(hmac("hmacsha256=" + body)));
      case "fitbit" ->
          sent.with("X-Fitbit-Signature", base64(hmac("HmacSHA1", bytes(secret), body)));
      case "trello" ->
          sent.with("X-Trello-Webhook", base64(hmac("HmacSHA1", bytes(secret), body + sent.url())));
      case "linear" -> {
        String dated = body.replace("\"{now-ms}\"", Long.toString(now.toEpochMilli()));
        yield sent.withBody(dated).with("Linear-Signature", hex(hmac(dated)));
      }
      case "twitch" -> {
        String signed = sent.header("Twitch-Eventsub-Message-Id") + now + body;
        yield sent.with("Twitch-Eventsub-Message-Timestamp", now.toString())
            .with("Twitch-Eventsub-Message-Signature", "sha256=" + hex(hmac(signed)));
      }
      case "zendesk" ->
          sent.with("X-Zendesk-Webhook-Signature-Timestamp", now.toString())
              .with("X-Zendesk-Webhook-Signature", base64(hmac(now + body)));
      case "standard-webhooks" -> standard("webhook", sent, time);
      case "standard-webhooks-ed25519" -> {
        String text = sent.header("webhook-id") + "." + time + "." + body;
        yield sent.with("webhook-timestamp", time)
            .with("webhook-signature", "v1a," + base64(signature("Ed25519", ED25519, text)));
      }
      case "svix" -> standard("svix", sent, time);
      case "twilio" ->
          sent.with(
              "X-Twilio-Signature",
              base64(hmac("HmacSHA1", bytes(secret), sent.url() + sortedFields(body))));
      case "square" -> sent.with("x-square-hmacsha256-signature", base64(hmac(sent.url() + body)));
      case "hubspot" -> {
        String millis = Long.toString(now.toEpochMilli());
        yield sent.with("X-HubSpot-Request-Timestamp", millis)
            .with("X-HubSpot-Signature-v3", base64(hmac("POST" + sent.url() + body + millis)));
      }
      case "microsoft-teams" ->
          sent.with("Authorization", "HMAC " + base64(hmac("HmacSHA256", KEY, body)));
      case "sendgrid" ->
          sent.with("X-Twilio-Email-Event-Webhook-Timestamp", time)
              .with(
                  "X-Twilio-Email-Event-Webhook-Signature",
                  base64(signature("SHA256withECDSA", EC, time + body)));
      case "discord" ->
          sent.with("X-Signature-Timestamp", time)
              .with("X-Signature-Ed25519", hex(signature("Ed25519", ED25519, time + body)));
      case "mailgun" -> mailgun(sent, time);
      case "mailgun-form" -> mailgunForm(sent, time);
      case "adyen" -> adyen(sent);
      case "adyen-form" -> adyenForm(sent);
      case "gitlab" -> sent.with("X-Gitlab-Token", secret);
      case "telegram" -> sent.with("X-Telegram-Bot-Api-Secret-Token", secret);
      case "aws-sns" -> ProviderIssuer.sns(sent, ProviderIssuer.KEYS);
      case "paypal" -> ProviderIssuer.payPal(sent, now, ProviderIssuer.KEYS);
      case "google-pubsub" -> sent.with("Authorization", bearer(ProviderIssuer.google(now)));
      case "microsoft" -> sent.with("Authorization", bearer(ProviderIssuer.microsoft(now)));
      case "api-key" -> sent.with("X-Okta-Hook", secret);
      case "microsoft-graph" -> sent.withBody(body.replace("{secret}", secret));
      default -> throw new IllegalArgumentException("no signer for " + scheme);
    };
  }

  /** Returns the 32 bytes of the Ed25519 key, without their head (RFC 8410). */
  private static byte[] publicKey() {
    byte[] encoded = ED25519.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  private static Sent standard(String prefix, Sent sent, String time) {
    String signed = sent.header(prefix + "-id") + "." + time + "." + sent.body();
    return sent.with(prefix + "-timestamp", time)
        .with(prefix + "-signature", "v1," + base64(hmac("HmacSHA256", KEY, signed)));
  }

  private static String bearer(JWTClaimsSet.Builder claims) {
    return "Bearer " + ProviderIssuer.token(claims, "k1", ProviderIssuer.KEYS);
  }

  /** Routes forward a message with attachments as multipart, and any other as a form. */
  private Sent mailgunForm(Sent sent, String time) {
    boolean isMultipart = sent.header("Content-Type").startsWith("multipart/");
    String token = isMultipart ? "tok-of-attachments" : "tok";
    String proof = hex(hmac(time + token));
    return sent.withBody(
        isMultipart
            ? MultipartBody.with(
                sent.body(),
                MultipartBody.field("timestamp", time)
                    + MultipartBody.field("token", token)
                    + MultipartBody.field("signature", proof))
            : sent.body() + "&timestamp=" + time + "&token=" + token + "&signature=" + proof);
  }

  private Sent mailgun(Sent sent, String time) {
    ObjectNode body = (ObjectNode) Json.read(sent.body());
    body.putObject("signature")
        .put("timestamp", time)
        .put("token", "tok")
        .put("signature", hex(hmac(time + "tok")));
    return sent.withBody(Json.write(body));
  }

  private static Sent adyen(Sent sent) {
    ObjectNode body = (ObjectNode) Json.read(sent.body());
    ObjectNode item = (ObjectNode) body.at("/notificationItems/0/NotificationRequestItem");
    String signed =
        String.join(
            ":",
            item.path("pspReference").asText(),
            item.path("originalReference").asText(),
            item.path("merchantAccountCode").asText(),
            item.path("merchantReference").asText(),
            item.at("/amount/value").asText(),
            item.at("/amount/currency").asText(),
            item.path("eventCode").asText(),
            item.path("success").asText());
    item.putObject("additionalData").put("hmacSignature", base64(hmac("HmacSHA256", KEY, signed)));
    return sent.withBody(Json.write(body));
  }

  private static Sent adyenForm(Sent sent) {
    Map<String, String> fields = fields(sent.body());
    Function<String, String> field = name -> fields.getOrDefault(name, "");
    String signed =
        String.join(
            ":",
            field.apply("pspReference"),
            field.apply("originalReference"),
            field.apply("merchantAccountCode"),
            field.apply("merchantReference"),
            field.apply("value"),
            field.apply("currency"),
            field.apply("eventCode"),
            field.apply("success"));
    String proof = URLEncoder.encode(base64(hmac("HmacSHA256", KEY, signed)), UTF_8);
    return sent.withBody(sent.body() + "&additionalData.hmacSignature=" + proof);
  }

  private static String sortedFields(String form) {
    StringBuilder joined = new StringBuilder();
    fields(form).forEach((name, value) -> joined.append(name).append(value));
    return joined.toString();
  }

  private static Map<String, String> fields(String form) {
    Map<String, String> fields = new TreeMap<>();
    for (String field : form.split("&", -1)) {
      int equals = field.indexOf('=');
      fields.put(
          URLDecoder.decode(field.substring(0, equals), UTF_8),
          URLDecoder.decode(field.substring(equals + 1), UTF_8));
    }
    return fields;
  }

  private byte[] hmac(String text) {
    return hmac("HmacSHA256", bytes(secret(scheme)), text);
  }

  private static byte[] hmac(String algorithm, byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] signature(String algorithm, KeyPair keys, String text) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(keys.getPrivate());
      signature.update(bytes(text));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keys(String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}

package drawbridge.inbound.trigger.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import drawbridge.inbound.boundary.WireInMemory;
import drawbridge.platform.http.LocalWeb;
import drawbridge.platform.json.Json;
import drawbridge.provider.remote.TestAuthority;
import drawbridge.provider.remote.TestAuthority.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Forged requests of providers that publish their keys: each is answered 401 and starts nothing,
 * and a genuine one is accepted beside it.
 */
@Tag("T4")
class PublishedKeysWireTest {

  private static final KeyPair FOREIGN = TestAuthority.rsa();
  private static final String SNS =
      "{\"preset\": \"aws-sns\", \"workflow\": \"w\", \"signature\": {\"topicArn\": \""
          + ProviderIssuer.TOPIC
          + "\"}}";
  private static final String PAYPAL =
      "{\"preset\": \"paypal\", \"workflow\": \"w\", \"signature\": {\"webhookId\":"
          + " \"1JE4291016473214C\"}}";
  private static final String GOOGLE =
      "{\"preset\": \"google-pubsub\", \"workflow\": \"w\", \"signature\": {\"audience\":"
          + " \"https://hooks.example.org\", \"email\": \"push@demo.iam.gserviceaccount.com\"}}";
  private static final String MICROSOFT =
      "{\"preset\": \"microsoft\", \"workflow\": \"w\", \"signature\": {\"audience\":"
          + " \"api://11111111-2222-3333-4444-555555555555\", \"tenant\": \""
          + ProviderIssuer.TENANT
          + "\", \"sub\": \"77777777-8888-9999-aaaa-bbbbbbbbbbbb\"}}";

  private final DataSource store = Stores.h2();
  private final LocalWeb web = ProviderIssuer.publish(new LocalWeb());
  private final Instant now = Instant.now();
  private WireInMemory wire;

  @BeforeEach
  void open(@TempDir Path workflows) throws IOException {
    Files.writeString(
        workflows.resolve("w.yaml"),
        """
        document: {dsl: 1.0.0, namespace: n, name: w, version: 1.0.0}
        do: [{read: {set: {id: 1}}}]
        """);
    wire = new WireInMemory(store, "a secret", web, ProviderIssuer.anchors()).workflows(workflows);
  }

  @AfterEach
  void close() {
    wire.close();
    web.close();
  }

  @Test
  void forgedNotificationIsRefused() {
    String path = path(SNS);
    ProviderSigner.Sent message = notification(ProviderIssuer.TOPIC);
    assertRefused(path, ProviderIssuer.sns(message, FOREIGN));
    assertRefused(
        path,
        ProviderIssuer.sns(
            notification(ProviderIssuer.TOPIC.replace("orders", "other")), ProviderIssuer.KEYS));
    ProviderSigner.Sent genuine = ProviderIssuer.sns(message, ProviderIssuer.KEYS);
    assertRefused(path, genuine.withBody(genuine.body().replace("placed", "paid")));
    assertThat(send(path, genuine).status()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sns.us-west-2.amazonaws.com/SimpleNotificationService-0123abc.pem",
        "https://sns.us-west-2.amazonaws.com.evil.example/SimpleNotificationService-0123abc.pem",
        "https://user@sns.us-west-2.amazonaws.com/SimpleNotificationService-0123abc.pem",
        "https://169.254.169.254/SimpleNotificationService-0123abc.pem",
        "https://evil.example/SimpleNotificationService-0123abc.pem"
      })
  void certificateOfTheSenderIsNotFetched(String url) {
    web.with(url, certificate("sns.amazonaws.com", ProviderIssuer.ROOT, FOREIGN, Validity.LONG));
    ObjectNode message = body(ProviderIssuer.TOPIC);
    message.put("SigningCertURL", url);
    assertRefused(path(SNS), ProviderIssuer.sns(sent(Json.write(message)), FOREIGN));
    assertThat(web.fetched).isEmpty();
  }

  @Test
  void certificateThatIsNotTrustedProvesNothing() {
    Validity past = new Validity(Instant.parse("2020-01-01T00:00:00Z"), now.minusSeconds(1));
    TestAuthority foreign = TestAuthority.root("Root");
    assertCertificateRefused(
        certificate("sns.amazonaws.com", foreign, ProviderIssuer.KEYS, Validity.LONG));
    assertCertificateRefused(
        certificate("sns.amazonaws.com", ProviderIssuer.ROOT, ProviderIssuer.KEYS, past));
    assertCertificateRefused(
        certificate("evil.example", ProviderIssuer.ROOT, ProviderIssuer.KEYS, Validity.LONG));
    assertCertificateRefused("-----BEGIN CERTIFICATE-----".getBytes(UTF_8));
  }

  private void assertCertificateRefused(byte[] file) {
    String url = ProviderIssuer.SNS_CERTIFICATE.replace("0123abc", "c" + web.fetched.size());
    web.with(url, file);
    ObjectNode message = body(ProviderIssuer.TOPIC);
    message.put("SigningCertURL", url);
    assertRefused(path(SNS), ProviderIssuer.sns(sent(Json.write(message)), ProviderIssuer.KEYS));
    assertThat(web.fetched).contains(url);
  }

  /** The whole path of T5: signed message, answer, request of the URL. */
  @Test
  @Tag("T5")
  void subscriptionIsConfirmedAfterTheAnswer() {
    String url = ProviderIssuer.SNS + "?Action=ConfirmSubscription&Token=t";
    web.with(url, "<ConfirmSubscriptionResponse/>");
    String path = path(SNS);
    ObjectNode message =
        body(ProviderIssuer.TOPIC).put("Type", "SubscriptionConfirmation").put("Token", "t");
    assertRefused(path, ProviderIssuer.sns(subscription(message, url), FOREIGN));
    Wire.Answer foreign =
        send(
            path,
            ProviderIssuer.sns(
                subscription(message, "https://evil.example/"), ProviderIssuer.KEYS));
    assertThat(foreign.status()).isEqualTo(400);
    assertThat(web.fetched).doesNotContain(url);
    ProviderSigner.Sent genuine =
        ProviderIssuer.sns(subscription(message, url), ProviderIssuer.KEYS);
    assertThat(send(path, genuine).status()).isEqualTo(200);
    await().until(() -> web.fetched.contains(url));
    assertThat(new StoredRuns(store).of("w")).isEmpty();
  }

  /** Its URL would subscribe again. */
  @Test
  @Tag("T5")
  void endOfASubscriptionIsAnsweredOnly() {
    String url = ProviderIssuer.SNS + "?Action=ConfirmSubscription&Token=t";
    String path = path(SNS);
    ObjectNode message =
        body(ProviderIssuer.TOPIC).put("Type", "UnsubscribeConfirmation").put("Token", "t");
    assertRefused(path, ProviderIssuer.sns(subscription(message, url), FOREIGN));
    Wire.Answer answer =
        send(path, ProviderIssuer.sns(subscription(message, url), ProviderIssuer.KEYS));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(wire.lastOutcome(path)).isEqualTo("subscription-ended");
    assertThat(web.fetched).doesNotContain(url);
    assertThat(new StoredRuns(store).of("w")).isEmpty();
  }

  private static ProviderSigner.Sent subscription(ObjectNode message, String url) {
    return sent(Json.write(message.put("SubscribeURL", url)));
  }

  @Test
  void forgedPayPalEventIsRefused() {
    String path = path(PAYPAL);
    ProviderSigner.Sent event = sent("{\"id\":\"WH-1\"}");
    ProviderSigner.Sent genuine = ProviderIssuer.payPal(event, now, ProviderIssuer.KEYS);
    assertRefused(path, ProviderIssuer.payPal(event, now, FOREIGN));
    assertRefused(
        path, ProviderIssuer.payPal(event, now.minusSeconds(400_000), ProviderIssuer.KEYS));
    assertRefused(path, genuine.withBody("{\"id\":\"WH-2\"}"));
    assertRefused(
        path, genuine.with("PAYPAL-CERT-URL", "https://api.paypal.com.evil.example/v1/x.pem"));
    assertRefused(path(PAYPAL.replace("214C", "215C")), genuine);
    assertThat(send(path, genuine).status()).isEqualTo(202);
  }

  @Test
  void forgedTokenIsRefused() throws Exception {
    String path = path(GOOGLE);
    assertForged(path, claims -> claims.audience("https://other.example.org"));
    assertForged(path, claims -> claims.issuer("https://accounts.google.com.evil.example"));
    assertForged(path, claims -> claims.claim("email", "push@other.iam.gserviceaccount.com"));
    assertForged(path, claims -> claims.claim("email_verified", false));
    assertForged(path, claims -> claims.expirationTime(Date.from(now.minusSeconds(90))));
    assertForged(path, claims -> claims.expirationTime(null));
    JWTClaimsSet.Builder claims = ProviderIssuer.google(now);
    assertRefused(path, bearer(ProviderIssuer.token(claims, "unknown", ProviderIssuer.KEYS)));
    assertRefused(path, bearer(ProviderIssuer.token(claims, "k1", FOREIGN)));
    assertRefused(path, bearer(new PlainJWT(claims.build()).serialize()));
    SignedJWT confused =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), claims.build());
    confused.sign(new MACSigner(ProviderIssuer.KEYS.getPublic().getEncoded()));
    assertRefused(path, bearer(confused.serialize()));
    assertRefused(path, sent(PUSH));
    assertThat(send(path, bearer(ProviderIssuer.token(claims, "k1", ProviderIssuer.KEYS))).status())
        .isEqualTo(202);
  }

  private void assertForged(String path, Consumer<JWTClaimsSet.Builder> change) {
    JWTClaimsSet.Builder claims = ProviderIssuer.google(now);
    change.accept(claims);
    assertRefused(path, bearer(ProviderIssuer.token(claims, "k1", ProviderIssuer.KEYS)));
  }

  @Test
  void tokenOfAnotherTenantIsRefused() {
    String path = path(MICROSOFT);
    String other = ProviderIssuer.TENANT.replace('7', '8');
    Function<JWTClaimsSet.Builder, ProviderSigner.Sent> signed =
        claims ->
            bearer(ProviderIssuer.token(claims, "k1", ProviderIssuer.KEYS))
                .withBody("[{\"id\":\"1\",\"topic\":\"t\"}]");
    assertRefused(
        path,
        signed.apply(
            ProviderIssuer.microsoft(now).issuer("https://sts.windows.net/" + other + "/")));
    assertRefused(path, signed.apply(ProviderIssuer.microsoft(now).subject("another")));
    assertThat(send(path, signed.apply(ProviderIssuer.microsoft(now))).status()).isEqualTo(202);
  }

  /** A flood of guesses costs the issuer one request, and the genuine sender nothing. */
  @Test
  void floodOfUnknownKeysCausesOneFetch() {
    String path = path(GOOGLE);
    for (int guess = 0; guess < 300; guess++) {
      assertRefused(
          path, bearer(ProviderIssuer.token(ProviderIssuer.google(now), "g" + guess, FOREIGN)));
    }
    assertThat(web.fetched).containsExactly(ProviderIssuer.GOOGLE_KEYS);
    String genuine = ProviderIssuer.token(ProviderIssuer.google(now), "k1", ProviderIssuer.KEYS);
    assertThat(send(path, bearer(genuine)).status()).isEqualTo(202);
  }

  /** The sender repeats what it gets a 503 for. */
  @Test
  void requestIsUndecidedWhileTheIssuerIsAway() {
    web.with(ProviderIssuer.GOOGLE_KEYS, LocalWeb.answering(500, new byte[0]));
    String genuine = ProviderIssuer.token(ProviderIssuer.google(now), "k1", ProviderIssuer.KEYS);
    Wire.Answer answer = send(path(GOOGLE), bearer(genuine));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isPresent();
    assertThat(new StoredRuns(store).of("w")).isEmpty();
  }

  private static final String PUSH =
      "{\"message\":{\"data\":\"e30=\",\"messageId\":\"1\"},\"subscription\":\"s\"}";

  private static ProviderSigner.Sent bearer(String token) {
    return sent(PUSH).with("Authorization", "Bearer " + token);
  }

  private static byte[] certificate(
      String host, TestAuthority authority, KeyPair keys, Validity validity) {
    return TestAuthority.pem(
        authority.issue("a server", keys.getPublic(), validity, host, null),
        authority.certificate());
  }

  private static ProviderSigner.Sent notification(String topic) {
    return sent(Json.write(body(topic)));
  }

  private static ObjectNode body(String topic) {
    return Json.object()
        .put("Type", "Notification")
        .put("MessageId", "22b80b92")
        .put("TopicArn", topic)
        .put("Message", "placed")
        .put("Timestamp", "2026-11-25T21:54:00.000Z");
  }

  private static ProviderSigner.Sent sent(String body) {
    return new ProviderSigner.Sent(
        "http://localhost/x", Map.of("Content-Type", "application/json"), body);
  }

  private String path(String setup) {
    return wire.trigger(Json.read(setup));
  }

  private void assertRefused(String path, ProviderSigner.Sent sent) {
    List<StoredRuns.Stored> before = new StoredRuns(store).of("w");
    Wire.Answer answer = send(path, sent);
    assertThat(answer.status()).as(answer.body()).isEqualTo(401);
    assertThat(new StoredRuns(store).of("w")).hasSameSizeAs(before);
  }

  private Wire.Answer send(String path, ProviderSigner.Sent sent) {
    return wire.send(new Wire.Request("POST", path, sent.headers(), sent.body(), UTF_8));
  }
}

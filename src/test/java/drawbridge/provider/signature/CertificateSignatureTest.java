package drawbridge.provider.signature;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.Deliveries;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.remote.FakeWeb;
import drawbridge.provider.remote.RemoteKeys;
import drawbridge.provider.remote.TestAuthority;
import drawbridge.provider.remote.TestAuthority.Validity;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures with a certificate that the delivery names: Amazon SNS and PayPal. */
@Tag("T4")
class CertificateSignatureTest {

  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final TestAuthority ROOT = TestAuthority.root("Root");
  private static final TestAuthority AMAZON =
      ROOT.below("Amazon RSA 2048 M01", "http://crt.rootca1.amazontrust.com/rootca1.cer");
  private static final KeyPair KEYS = TestAuthority.rsa();
  private static final String ISSUER = "http://crt.r2m01.amazontrust.com/r2m01.cer";

  private static final String PEM =
      "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123abc.pem";
  private static final String ARN = "arn:aws:sns:eu-west-1:123456789012:orders";
  private static final String CERT =
      "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594";

  private final FakeWeb web = new FakeWeb();
  private final RemoteKeys keys = new RemoteKeys(web, Set.of(ROOT.anchor()));
  private final Map<String, String> message = new TreeMap<>();

  CertificateSignatureTest() {
    message.put("Type", "Notification");
    message.put("MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324");
    message.put("TopicArn", ARN);
    message.put("Subject", "My First Message");
    message.put("Message", "Hello \"world\"!\nGrüße");
    message.put("Timestamp", "2012-05-02T00:54:06.655Z");
    message.put("SignatureVersion", "1");
    message.put("SigningCertURL", PEM);
    message.put("UnsubscribeURL", "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe");
    web.with(PEM, TestAuthority.pem(leaf("sns.amazonaws.com", Validity.LONG, ISSUER)))
        .with(ISSUER, TestAuthority.pem(AMAZON.certificate()));
  }

  private static X509Certificate leaf(String name, Validity validity, String issuerUrl) {
    return AMAZON.issue(name, KEYS.getPublic(), validity, name, issuerUrl);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void notificationIsGenuine(String version) {
    message.put("SignatureVersion", version);
    assertGenuine(sns());
    message.remove("Subject");
    assertGenuine(sns());
    assertThat(web.fetched).containsExactly(PEM, ISSUER);
  }

  @Test
  void confirmationIsGenuine() {
    message.put("Type", "SubscriptionConfirmation");
    message.remove("Subject");
    message.put("Token", "2336412f37");
    message.put("SubscribeURL", "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription");
    assertGenuine(sns());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Message", "MessageId", "Subject", "Timestamp", "Type"})
  void changedOrMissingLineIsRefused(String member) {
    String signature = signed(lines(), "SHA1withRSA");
    String genuine = String.valueOf(message.get(member));
    message.put(member, genuine + "x");
    assertThat(sns(signature)).isEqualTo(SignatureVerdict.Refused.UNPROVED);
    message.remove(member);
    assertThat(sns(signature)).isEqualTo(SignatureVerdict.Refused.UNPROVED);
  }

  @Test
  void addedLineIsRefused() {
    String signature = signed(lines(), "SHA1withRSA");
    message.put("SubscribeURL", "https://evil.example/");
    assertThat(sns(signature)).isEqualTo(SignatureVerdict.Refused.UNPROVED);
  }

  @Test
  void anotherTopicIsRefusedWithoutAFetch() {
    message.put("TopicArn", ARN.replace("123456789012", "999999999999"));
    assertThat(sns()).isEqualTo(SignatureVerdict.Refused.OTHER_TOPIC);
    message.remove("TopicArn");
    assertThat(sns()).isEqualTo(SignatureVerdict.Refused.OTHER_TOPIC);
    assertThat(web.fetched).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123abc.pem",
        "HTTPS://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123abc.pem",
        "https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-0123abc.pem",
        "https://evil.example/sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123abc.pem",
        "https://sns.eu-west-1.amazonaws.com@evil.example/SimpleNotificationService-0123abc.pem",
        "https://user@sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123abc.pem",
        "https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-0123abc.pem",
        "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123abc.pem?x=1",
        "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123abc.pem#x",
        "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-/../x.pem",
        "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-%2e%2e.pem",
        "https://sns.a.b.amazonaws.com/SimpleNotificationService-0123abc.pem",
        "https://sns.s3.amazonaws.com/SimpleNotificationService-0123abc.pem",
        "https://sns.eu-west-1.amazonaws.com.cn.evil.example/SimpleNotificationService-0123abc.pem",
        "https://sns.eu-west-1.amazonaws.cn/SimpleNotificationService-0123abc.pem",
        "https://sns..amazonaws.com/SimpleNotificationService-0123abc.pem",
        "https://s3.amazonaws.com/SimpleNotificationService-0123abc.pem",
        "https://xsns.eu-west-1.amazonaws.com/SimpleNotificationService-0123abc.pem",
        "https://sns.eu-west-1.amazonaws\u3002com/SimpleNotificationService-0123abc.pem",
        "https://169.254.169.254/SimpleNotificationService-0123abc.pem",
        "https://[::1]/SimpleNotificationService-0123abc.pem",
        "https://2130706433/SimpleNotificationService-0123abc.pem",
        "https://sns.169.254.169.254/SimpleNotificationService-0123abc.pem",
        "https://sns.us-east-1.amazonaws.com:@evil.example/SimpleNotificationService-0123abc.pem",
        "https://evil.example\\@sns.us-east-1.amazonaws.com/SimpleNotificationService-0123abc.pem",
        "https://sns.us-east-1.amazonaws.com./SimpleNotificationService-0123abc.pem",
        "https://sns.us-east-1.amazonaws.com:443/SimpleNotificationService-0123abc.pem",
        "https://sns.us-east-1.amazonaws.com\uff0fSimpleNotificationService-0123abc.pem",
        "https://sns.us-east-1\uff0eamazonaws.com/SimpleNotificationService-0123abc.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123abc.pem\n",
        "https://sns.us-east-1.amazonaws.com\t/SimpleNotificationService-0123abc.pem",
        "//sns.us-east-1.amazonaws.com/SimpleNotificationService-0123abc.pem",
        "https://sns.eu-west-1.amazonaws.com/bucket/SimpleNotificationService-0123abc.pem",
        "file:///etc/passwd"
      })
  void foreignCertificateIsNotFetched(String url) {
    message.put("SigningCertURL", url);
    assertThat(sns()).isEqualTo(SignatureVerdict.Refused.FOREIGN_CERTIFICATE);
    assertThat(web.fetched).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3", "", "1 ", "SHA256withRSA", "MD5withRSA"})
  void otherVersionIsRefused(String version) {
    message.put("SignatureVersion", version);
    assertThat(sns()).isEqualTo(SignatureVerdict.Refused.UNKNOWN_VERSION);
    assertThat(web.fetched).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "s3.amazonaws.com", "sns.amazonaws.com.evil.example"})
  void certificateOfAnotherHostIsRefused(String name) {
    web.with(PEM, TestAuthority.pem(leaf(name, Validity.LONG, ISSUER)));
    assertRefused("the certificate belongs to another host");
  }

  /** Its alternative names count, and not its common name. */
  @Test
  void commonNameBesideAnotherNameIsRefused() {
    X509Certificate certificate =
        AMAZON.issue("sns.amazonaws.com", KEYS.getPublic(), Validity.LONG, "evil.example", ISSUER);
    web.with(PEM, TestAuthority.pem(certificate));
    assertRefused("the certificate belongs to another host");
  }

  @Test
  void commonNameAloneIsRefused() {
    X509Certificate certificate =
        AMAZON.issue("sns.amazonaws.com", KEYS.getPublic(), Validity.LONG, null, ISSUER);
    web.with(PEM, TestAuthority.pem(certificate));
    assertRefused("the certificate belongs to another host");
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 1024, 2047, 8193, 16_384})
  void keyOfAnUnacceptableSizeIsRefused(int bits) throws GeneralSecurityException {
    PublicKey key =
        KeyFactory.getInstance("RSA")
            .generatePublic(
                new RSAPublicKeySpec(
                    BigInteger.ONE.shiftLeft(bits - 1).setBit(0), BigInteger.valueOf(65_537)));
    web.with(
        PEM,
        TestAuthority.pem(
            AMAZON.issue("sns", key, Validity.LONG, "sns.amazonaws.com", null),
            AMAZON.certificate()));
    assertRefused("the RSA key must have 2048 to 8192 bits");
  }

  @ParameterizedTest
  @CsvSource({
    "2020-01-01T00:00:00Z,2026-11-29T11:59:59Z",
    "2026-11-29T12:00:01Z,2040-01-01T00:00:00Z"
  })
  void certificateOutsideItsTimeIsRefused(Instant from, Instant until) {
    web.with(PEM, TestAuthority.pem(leaf("sns.amazonaws.com", new Validity(from, until), ISSUER)));
    assertRefused("the certificate has expired or is not valid yet");
  }

  @Test
  void certificateThatExpiresIsRefusedThen() {
    Validity hour = new Validity(NOW.minusSeconds(60), NOW.plusSeconds(60));
    web.with(PEM, TestAuthority.pem(leaf("sns.amazonaws.com", hour, ISSUER)));
    assertGenuine(sns());
    assertThat(sns(signed(lines(), "SHA1withRSA"), NOW.plusSeconds(61)))
        .isEqualTo(new SignatureVerdict.Refused("the certificate has expired or is not valid yet"));
  }

  @Test
  void certificateOfAForeignAuthorityIsRefused() {
    TestAuthority foreign = TestAuthority.root("Foreign");
    X509Certificate certificate =
        foreign.issue(
            "sns.amazonaws.com", KEYS.getPublic(), Validity.LONG, "sns.amazonaws.com", null);
    web.with(PEM, TestAuthority.pem(certificate, foreign.certificate()));
    assertRefused("the certificate has no trusted chain");
  }

  /** Two authorities with one name: the chain must be signed, too. */
  @Test
  void authorityWithATrustedNameIsRefused() {
    TestAuthority twin = TestAuthority.root("Root");
    X509Certificate certificate =
        twin.issue("sns.amazonaws.com", KEYS.getPublic(), Validity.LONG, "sns.amazonaws.com", null);
    web.with(PEM, TestAuthority.pem(certificate, twin.certificate()));
    assertRefused("the certificate has no trusted chain");
  }

  /** A certificate of a server is no authority. */
  @Test
  void certificateIssuedByAServerIsRefused() {
    X509Certificate server =
        AMAZON.issue("shop.example", KEYS.getPublic(), Validity.LONG, null, ISSUER);
    X509Certificate forged =
        TestAuthority.of("shop.example", KEYS, server)
            .issue("sns.amazonaws.com", KEYS.getPublic(), Validity.LONG, "sns.amazonaws.com", null);
    web.with(PEM, TestAuthority.pem(forged, server, AMAZON.certificate()));
    assertRefused("the certificate has no trusted chain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest.cer",
        "http://evil.example/r2m01.cer",
        "http://amazontrust.com.evil.example/r2m01.cer",
        "ldap://crt.r2m01.amazontrust.com/r2m01.cer"
      })
  void issuerIsFetchedFromItsHostsOnly(String url) {
    web.with(PEM, TestAuthority.pem(leaf("sns.amazonaws.com", Validity.LONG, url)));
    assertRefused("the certificate has no trusted chain");
    assertThat(web.fetched).containsExactly(PEM);
  }

  @Test
  void fileMayHoldTheWholeChain() {
    web.with(
        PEM,
        TestAuthority.pem(
            leaf("sns-signing.ap-east-1.amazonaws.com", Validity.LONG, ISSUER),
            AMAZON.certificate()));
    assertGenuine(sns());
    assertThat(web.fetched).containsExactly(PEM);
  }

  /** https://github.com/aws/aws-sdk-java-v2/blob/master/services-custom/sns-message-manager */
  @ParameterizedTest
  @CsvSource({
    "sns.us-gov-east-1.amazonaws.com, sns-us-gov-west-1.amazonaws.com",
    "sns.cn-north-1.amazonaws.com.cn, sns-cn-north-1.amazonaws.com.cn",
    "sns.cn-northwest-1.amazonaws.com.cn, sns-cn-northwest-1.amazonaws.com.cn",
    "sns.eusc-de-east-1.amazonaws.eu, sns-signing.eusc-de-east-1.amazonaws.eu"
  })
  void notificationOfAnotherPartitionIsGenuine(String host, String name) {
    String pem = PEM.replace("sns.eu-west-1.amazonaws.com", host);
    message.put("SigningCertURL", pem);
    web.with(pem, TestAuthority.pem(leaf(name, Validity.LONG, ISSUER)));
    assertGenuine(sns());
  }

  /** The owner of a bucket can publish any file at a host that looks like a region. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      value = {
        "sns.s3-us-west-2; the certificate's URL is not one of the provider",
        "sns.us-west-2; the certificate has no trusted chain"
      })
  void selfIssuedCertificateIsRefused(String host, String why) {
    String pem = PEM.replace("sns.eu-west-1", host);
    message.put("SigningCertURL", pem);
    X509Certificate selfIssued =
        TestAuthority.root("Bucket")
            .issue("sns", KEYS.getPublic(), Validity.LONG, "sns.amazonaws.com", null);
    web.with(pem, TestAuthority.pem(selfIssued));
    assertRefused(why);
  }

  @Test
  void certificateThatCannotBeFetchedNowLeavesItUndecided() {
    web.setDown(true);
    assertThat(sns()).isInstanceOf(SignatureVerdict.Undecided.class);
    assertThat(sns()).isInstanceOf(SignatureVerdict.Undecided.class);
    assertThat(web.fetched).containsExactly(PEM);
    web.setDown(false);
    assertGenuine(sns(signed(lines(), "SHA1withRSA"), NOW.plusSeconds(30)));
  }

  @Test
  void certificateThatDoesNotExistIsRefused() {
    message.put("SigningCertURL", PEM.replace("0123abc", "none"));
    assertThat(sns())
        .isEqualTo(new SignatureVerdict.Refused("fetching the keys failed: status 404"));
    assertThat(sns(signed(lines(), "SHA1withRSA"), NOW.plusSeconds(599)))
        .isInstanceOf(SignatureVerdict.Refused.class);
    assertThat(web.fetched).hasSize(1);
  }

  @Test
  void malformedFileIsRefused() {
    for (String file : List.of("", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n")) {
      web.with(PEM, file);
      assertThat(new RemoteKeysProbe().verdict()).isInstanceOf(SignatureVerdict.Refused.class);
    }
  }

  /** Verifies with an empty cache. */
  private final class RemoteKeysProbe {
    SignatureVerdict verdict() {
      return check(
          "{\"scheme\": \"aws-sns\", \"topicArn\": \"" + ARN + "\"}",
          body(signed(lines(), "SHA1withRSA")),
          Map.of(),
          new RemoteKeys(web, Set.of(ROOT.anchor())),
          NOW);
    }
  }

  @Test
  void strangersCauseTenFetchesAMinute() {
    for (int i = 0; i < 30; i++) {
      message.put("SigningCertURL", PEM.replace("0123abc", "guess" + i));
      var unused = sns();
    }
    assertThat(web.fetched).hasSize(10);
    assertThat(sns()).isInstanceOf(SignatureVerdict.Undecided.class);
  }

  @Test
  void knownCertificateNeedsNoFetchInAFlood() {
    assertGenuine(sns());
    strangersCauseMoreFetches();
    message.put("SigningCertURL", PEM);
    assertGenuine(sns());
  }

  private void strangersCauseMoreFetches() {
    for (int i = 0; i < 30; i++) {
      message.put("SigningCertURL", PEM.replace("0123abc", "guess" + i));
      var unused = sns();
    }
  }

  @Test
  void topicArnIsRequired() {
    List<Fault> faults = new ArrayList<>();
    assertThat(Schemes.builtIn().read(JsonBinding.object("{\"scheme\": \"aws-sns\"}"), faults))
        .isEmpty();
    assertThat(faults).extracting(Fault::pointer).containsExactly("/topicArn");
  }

  @Test
  void topicIsInAPartitionWhoseHostsAreKnown() {
    assertThat(faultsOfTopic("arn:aws:sns:us-west-2:123456789012:a")).isEmpty();
    assertThat(faultsOfTopic("arn:aws-cn:sns:cn-north-1:123456789012:a")).isEmpty();
    assertThat(faultsOfTopic("arn:aws-us-gov:sns:us-gov-west-1:123456789012:a.fifo")).isEmpty();
    assertThat(faultsOfTopic("arn:aws-eusc:sns:eusc-de-east-1:123456789012:a")).isEmpty();
    assertThat(faultsOfTopic("arn:aws-iso:sns:us-iso-east-1:123456789012:a"))
        .containsExactly("/topicArn");
    assertThat(faultsOfTopic("arn:awscn:sns:cn-north-1:123456789012:a"))
        .containsExactly("/topicArn");
  }

  private static List<String> faultsOfTopic(String arn) {
    List<Fault> faults = new ArrayList<>();
    var unused =
        Schemes.builtIn()
            .read(
                JsonBinding.object("{\"scheme\": \"aws-sns\", \"topicArn\": \"" + arn + "\"}"),
                faults);
    return faults.stream().map(Fault::pointer).toList();
  }

  @Test
  void payPalDeliveryIsGenuine() {
    webOfPayPal("messageverificationcerts.sandbox.paypal.com");
    assertGenuine(payPal(Map.of(), "WH-1", NOW));
    assertGenuine(payPal(Map.of(), "WH-1", NOW.plus(Duration.ofDays(3))));
    assertThat(payPal(Map.of(), "WH-1", NOW.plus(Duration.ofDays(4))))
        .isEqualTo(SignatureVerdict.Refused.OUTSIDE_TOLERANCE);
    assertThat(payPal(Map.of(), "WH-2", NOW)).isEqualTo(SignatureVerdict.Refused.UNPROVED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PAYPAL-AUTH-ALGO         | SHA1withRSA | the signature version is not accepted
          PAYPAL-AUTH-ALGO         | HmacSHA256  | the signature version is not accepted
          PAYPAL-TRANSMISSION-ID   | other-id    | no key of the provider proves it
          PAYPAL-TRANSMISSION-ID   | a#b         | the id has more than 256 characters or forbidden ones
          PAYPAL-TRANSMISSION-TIME | 1700000000  | the timestamp is malformed
          PAYPAL-CERT-URL          | https://api.paypal.com.evil.example/v1/notifications/certs/C | the certificate's URL is not one of the provider
          PAYPAL-CERT-URL          | https://evilpaypal.com/v1/notifications/certs/C | the certificate's URL is not one of the provider
          PAYPAL-CERT-URL          | https://www.paypal.com/redirect?to=x | the certificate's URL is not one of the provider
          """)
  void changedPayPalHeaderIsRefused(String header, String value, String why) {
    webOfPayPal("messageverificationcerts.paypal.com");
    assertThat(payPal(Map.of(header, List.of(value)), "WH-1", NOW))
        .isEqualTo(new SignatureVerdict.Refused(why));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PAYPAL-TRANSMISSION-ID",
        "PAYPAL-TRANSMISSION-TIME",
        "PAYPAL-TRANSMISSION-SIG",
        "PAYPAL-CERT-URL",
        "PAYPAL-AUTH-ALGO"
      })
  void repeatedOrMissingPayPalHeaderIsRefused(String header) {
    webOfPayPal("messageverificationcerts.paypal.com");
    for (List<String> values : List.of(List.of("a", "a"), List.of(""), List.<String>of())) {
      assertThat(payPal(Map.of(header, values), "WH-1", NOW))
          .as("%s", values)
          .isInstanceOf(SignatureVerdict.Refused.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"paypal.com.evil.example", "www.paypal.com", "api.paypal.com"})
  void certificateOfAnotherHostOfPayPalIsRefused(String name) {
    webOfPayPal(name);
    assertThat(payPal(Map.of(), "WH-1", NOW))
        .isEqualTo(new SignatureVerdict.Refused("the certificate belongs to another host"));
  }

  private void webOfPayPal(String name) {
    web.with(
        CERT,
        TestAuthority.pem(
            AMAZON.issue(name, KEYS.getPublic(), Validity.LONG, name, null), AMAZON.certificate()));
  }

  private SignatureVerdict payPal(
      Map<String, List<String>> changed, String webhookId, Instant now) {
    byte[] body = "{\"id\":\"WH-EVENT\"}".getBytes(StandardCharsets.UTF_8);
    CRC32 sum = new CRC32();
    sum.update(body);
    String text = "tx-1|" + NOW + "|WH-1|" + sum.getValue();
    Map<String, List<String>> headers = new TreeMap<>();
    headers.put("PAYPAL-TRANSMISSION-ID", List.of("tx-1"));
    headers.put("PAYPAL-TRANSMISSION-TIME", List.of(NOW.toString()));
    headers.put("PAYPAL-TRANSMISSION-SIG", List.of(signed(text, "SHA256withRSA")));
    headers.put("PAYPAL-CERT-URL", List.of(CERT));
    headers.put("PAYPAL-AUTH-ALGO", List.of("SHA256withRSA"));
    headers.putAll(changed);
    return check(
        "{\"scheme\": \"paypal\", \"webhookId\": \"" + webhookId + "\"}", body, headers, keys, now);
  }

  private void assertRefused(String why) {
    assertThat(sns()).isEqualTo(new SignatureVerdict.Refused(why));
  }

  private static void assertGenuine(SignatureVerdict verdict) {
    assertThat(verdict).isEqualTo(SignatureVerdict.Genuine.BY_PROVIDER);
  }

  private SignatureVerdict sns() {
    boolean isSecond = "2".equals(message.get("SignatureVersion"));
    return sns(signed(lines(), isSecond ? "SHA256withRSA" : "SHA1withRSA"));
  }

  private SignatureVerdict sns(String signature) {
    return sns(signature, NOW);
  }

  private SignatureVerdict sns(String signature, Instant now) {
    return check(
        "{\"scheme\": \"aws-sns\", \"topicArn\": \"" + ARN + "\"}",
        body(signature),
        Map.of(),
        keys,
        now);
  }

  private static SignatureVerdict check(
      String settings,
      byte[] body,
      Map<String, List<String>> headers,
      RemoteKeys keys,
      Instant now) {
    return Schemes.builtIn()
        .read(JsonBinding.object(settings), new ArrayList<>())
        .orElseThrow()
        .check(Deliveries.of("POST", Example.URL, headers, null, body), List.of(), keys, now);
  }

  private byte[] body(String signature) {
    var json = drawbridge.platform.json.Json.object();
    message.forEach(json::put);
    json.put("Signature", signature);
    return drawbridge.platform.json.Json.write(json).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns the text of
   * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
   */
  private String lines() {
    StringBuilder text = new StringBuilder();
    for (String name :
        List.of(
            "Message",
            "MessageId",
            "Subject",
            "SubscribeURL",
            "Timestamp",
            "Token",
            "TopicArn",
            "Type")) {
      if (message.containsKey(name)) {
        text.append(name).append('\n').append(message.get(name)).append('\n');
      }
    }
    return text.toString();
  }

  private static String signed(String text, String algorithm) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(KEYS.getPrivate());
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

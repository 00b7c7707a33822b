package drawbridge.provider.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import drawbridge.fixture.Deliveries;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.Delivery;
import drawbridge.provider.remote.FakeWeb;
import drawbridge.provider.remote.RemoteKeys;
import drawbridge.provider.remote.TestAuthority;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of issuers that publish their keys: Google Pub/Sub and Microsoft. */
@Tag("T4")
class JwtCredentialTest {

  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final KeyPair KEYS = TestAuthority.rsa();
  private static final KeyPair FOREIGN = TestAuthority.rsa();
  private static final String GOOGLE = "https://www.googleapis.com/oauth2/v3/certs";
  private static final String EMAIL = "push@project.iam.gserviceaccount.com";
  private static final String SETTINGS =
      "{\"scheme\": \"google-pubsub\", \"audience\": \"https://hooks.example.com\", \"email\": \""
          + EMAIL
          + "\"}";
  private static final String TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";

  private final FakeWeb web = new FakeWeb().with(GOOGLE, keySet(KEYS, "k1"));
  private final RemoteKeys keys = new RemoteKeys(web, Set.of());

  private static String keySet(KeyPair pair, String id) {
    return new JWKSet(new RSAKey.Builder((RSAPublicKey) pair.getPublic()).keyID(id).build())
        .toString();
  }

  @Test
  void tokenOfTheServiceAccountIsGenuine() {
    assertGenuine(check(token(claims -> {})));
    assertGenuine(check(token(claims -> claims.issuer("accounts.google.com"))));
    assertGenuine(
        check(token(claims -> claims.audience(List.of("a", "https://hooks.example.com")))));
    assertThat(web.fetched).containsExactly(GOOGLE);
  }

  @Test
  void subjectMayStandForTheEmail() {
    String settings = SETTINGS.replace("email", "sub").replace(EMAIL, "113774264463038321964");
    assertGenuine(check(settings, token(claims -> {}), NOW));
    assertThat(check(settings, token(claims -> claims.subject("2")), NOW))
        .isEqualTo(SignatureVerdict.Refused.OTHER_SENDER);
  }

  @Test
  void tokenOfAnotherPurposeIsRefusedWithoutAFetch() {
    assertThat(check(token(claims -> claims.audience("https://other.example.com"))))
        .isEqualTo(SignatureVerdict.Refused.OTHER_AUDIENCE);
    assertThat(check(token(claims -> claims.audience((String) null))))
        .isEqualTo(SignatureVerdict.Refused.OTHER_AUDIENCE);
    assertThat(check(token(claims -> claims.claim("email", "evil@example.com"))))
        .isEqualTo(SignatureVerdict.Refused.OTHER_SENDER);
    assertThat(check(token(claims -> claims.claim("email", null))))
        .isEqualTo(SignatureVerdict.Refused.OTHER_SENDER);
    assertThat(check(token(claims -> claims.claim("email_verified", false))))
        .isEqualTo(SignatureVerdict.Refused.OTHER_SENDER);
    assertThat(check(token(claims -> claims.claim("email_verified", "true"))))
        .isEqualTo(SignatureVerdict.Refused.MALFORMED);
    assertThat(check(token(claims -> claims.issuer("https://accounts.google.com.evil.example"))))
        .isEqualTo(SignatureVerdict.Refused.OTHER_ISSUER);
    assertThat(check(token(claims -> claims.issuer(null))))
        .isEqualTo(SignatureVerdict.Refused.OTHER_ISSUER);
    assertThat(web.fetched).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "exp,-60,true",
    "exp,-61,false",
    "nbf,60,true",
    "nbf,61,false",
    "iat,60,true",
    "iat,61,false"
  })
  void timesAreToleratedForAMinute(String claim, long seconds, boolean isGenuine) {
    SignatureVerdict verdict =
        check(token(claims -> claims.claim(claim, Date.from(NOW.plusSeconds(seconds)))));
    assertThat(verdict)
        .isEqualTo(
            isGenuine
                ? SignatureVerdict.Genuine.BY_PROVIDER
                : SignatureVerdict.Refused.OUTSIDE_TOLERANCE);
  }

  @Test
  void tokenWithoutExpiryIsRefused() {
    assertThat(check(token(claims -> claims.expirationTime(null))))
        .isEqualTo(SignatureVerdict.Refused.OUTSIDE_TOLERANCE);
  }

  @Test
  void unsignedTokenIsRefused() {
    String plain = new PlainJWT(claims(it -> {})).serialize();
    assertThat(check(plain)).isEqualTo(SignatureVerdict.Refused.MALFORMED);
    String signed = token(claims -> {});
    String none = encoded("{\"alg\":\"none\",\"kid\":\"k1\"}");
    String rest = signed.substring(signed.indexOf('.'), signed.lastIndexOf('.') + 1);
    assertThat(check(none + rest)).isEqualTo(SignatureVerdict.Refused.MALFORMED);
    assertThat(check(signed.substring(0, signed.lastIndexOf('.') + 1)))
        .isInstanceOf(SignatureVerdict.Refused.class);
  }

  /** The public key as the secret of an HMAC. */
  @Test
  void confusedAlgorithmIsRefused() throws JOSEException {
    byte[] key = KEYS.getPublic().getEncoded();
    assertThat(check(token(JWSAlgorithm.HS256, "k1", new MACSigner(key), claims -> {})))
        .isEqualTo(SignatureVerdict.Refused.FOREIGN_ALGORITHM);
    RSASSASigner rsa = new RSASSASigner(KEYS.getPrivate());
    assertThat(check(token(JWSAlgorithm.RS512, "k1", rsa, claims -> {})))
        .isEqualTo(SignatureVerdict.Refused.FOREIGN_ALGORITHM);
    assertThat(check(token(JWSAlgorithm.PS256, "k1", rsa, claims -> {})))
        .isEqualTo(SignatureVerdict.Refused.FOREIGN_ALGORITHM);
    assertThat(web.fetched).isEmpty();
  }

  @Test
  void foreignKeyIsRefused() {
    RSASSASigner foreign = new RSASSASigner(FOREIGN.getPrivate());
    assertThat(check(token(JWSAlgorithm.RS256, "k1", foreign, claims -> {})))
        .isEqualTo(SignatureVerdict.Refused.UNPROVED);
  }

  /** What a token says of its keys is ignored. */
  @Test
  void keyInTheTokenIsIgnored() throws JOSEException {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("k1")
            .jwk(new RSAKey.Builder((RSAPublicKey) FOREIGN.getPublic()).build())
            .jwkURL(java.net.URI.create("https://evil.example/keys"))
            .build();
    SignedJWT token = new SignedJWT(header, claims(it -> {}));
    token.sign(new RSASSASigner(FOREIGN.getPrivate()));
    assertThat(check(token.serialize())).isEqualTo(SignatureVerdict.Refused.UNPROVED);
    assertThat(web.fetched).containsExactly(GOOGLE);
  }

  @Test
  void unknownKeyIsFetchedOnceAMinute() {
    assertGenuine(check(token(claims -> {})));
    String next = token(JWSAlgorithm.RS256, "k2", new RSASSASigner(KEYS.getPrivate()), it -> {});
    web.with(GOOGLE, keySet(KEYS, "k2"));
    SignatureVerdict unknown = new SignatureVerdict.Refused("the issuer has no key with this id");
    assertThat(check(SETTINGS, next, NOW.plusSeconds(59))).isEqualTo(unknown);
    assertGenuine(check(SETTINGS, next, NOW.plusSeconds(60)));
    for (int i = 0; i < 20; i++) {
      String guess =
          token(JWSAlgorithm.RS256, "g" + i, new RSASSASigner(KEYS.getPrivate()), it -> {});
      assertThat(check(SETTINGS, guess, NOW.plusSeconds(61))).isEqualTo(unknown);
    }
    assertThat(web.fetched).hasSize(2);
  }

  /** The issuer may have published the key since the last fetch. */
  @Test
  void unknownKeyIsUndecidedWhileTheIssuerIsAway() {
    assertGenuine(check(token(claims -> {})));
    String next = token(JWSAlgorithm.RS256, "k2", new RSASSASigner(KEYS.getPrivate()), it -> {});
    web.setDown(true);
    assertThat(check(SETTINGS, next, NOW.plusSeconds(60)))
        .isInstanceOf(SignatureVerdict.Undecided.class);
    assertGenuine(check(SETTINGS, token(claims -> {}), NOW.plusSeconds(60)));
    web.setDown(false);
    web.with(GOOGLE, keySet(KEYS, "k2"));
    assertGenuine(check(SETTINGS, next, NOW.plusSeconds(90)));
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 1024, 2047, 8193, 16_384})
  void keyOfAnUnacceptableSizeIsRefused(int bits) {
    Base64URL modulus = Base64URL.encode(BigInteger.ONE.shiftLeft(bits - 1).setBit(0));
    assertThat(verdict(new RSAKey.Builder(modulus, Base64URL.encode(BigInteger.valueOf(65_537)))))
        .isEqualTo(new SignatureVerdict.Refused("the RSA key must have 2048 to 8192 bits"));
  }

  @Test
  void keyWithALongExponentIsRefused() {
    Base64URL modulus = Base64URL.encode(BigInteger.ONE.shiftLeft(4095).setBit(0));
    Base64URL exponent = Base64URL.encode(BigInteger.ONE.shiftLeft(4000).setBit(0));
    assertThat(verdict(new RSAKey.Builder(modulus, exponent)))
        .isEqualTo(new SignatureVerdict.Refused("the RSA key must have 2048 to 8192 bits"));
  }

  private SignatureVerdict verdict(RSAKey.Builder key) {
    web.with(GOOGLE, new JWKSet(key.keyID("k1").build()).toString());
    return check(token(claims -> {}));
  }

  @Test
  void keysThatCannotBeFetchedLeaveItUndecided() {
    web.setDown(true);
    assertThat(check(token(claims -> {}))).isInstanceOf(SignatureVerdict.Undecided.class);
    web.setDown(false);
    assertGenuine(check(SETTINGS, token(claims -> {}), NOW.plusSeconds(30)));
  }

  @Test
  void knownKeysAreUsedForADayWithoutTheIssuer() {
    assertGenuine(check(token(claims -> {})));
    web.setDown(true);
    assertGenuine(check(SETTINGS, tokenAt(NOW.plusSeconds(86_399)), NOW.plusSeconds(86_399)));
    assertThat(check(SETTINGS, tokenAt(NOW.plusSeconds(86_500)), NOW.plusSeconds(86_500)))
        .isInstanceOf(SignatureVerdict.Undecided.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "a.b.c", "e30.e30.e30", "{}", "....", "e30.e30.e30.e30.e30"})
  void malformedTokenIsRefused(String token) {
    assertThat(check(token)).isInstanceOf(SignatureVerdict.Refused.class);
  }

  @Test
  void everyTruncationIsRefused() {
    String token = token(claims -> {});
    for (int end = 0; end < token.length(); end++) {
      assertThat(check(token.substring(0, end))).isInstanceOf(SignatureVerdict.Refused.class);
    }
    assertThat(check(token + ".")).isInstanceOf(SignatureVerdict.Refused.class);
    assertThat(check(token + "A".repeat(5000))).isEqualTo(SignatureVerdict.Refused.TOO_LONG);
  }

  @Test
  void deeplyNestedHeaderIsRefused() {
    String nested = encoded("{\"alg\":\"RS256\",\"x\":" + "[".repeat(2000));
    assertThat(check(nested + ".e30.e30")).isEqualTo(SignatureVerdict.Refused.MALFORMED);
  }

  @Test
  void schemeOtherThanBearerIsRefused() {
    Delivery basic = delivery("Basic " + token(claims -> {}));
    assertThat(scheme(SETTINGS).check(basic, List.of(), keys, NOW))
        .isEqualTo(SignatureVerdict.Refused.MALFORMED);
    assertThat(scheme(SETTINGS).check(delivery("bearer " + token(it -> {})), List.of(), keys, NOW))
        .isEqualTo(SignatureVerdict.Genuine.BY_PROVIDER);
  }

  @Test
  void tokenOfTheTenantIsGenuine() {
    String address = "https://login.microsoftonline.com/" + TENANT + "/discovery/v2.0/keys";
    web.with(address, keySet(KEYS, "k1"));
    String settings =
        "{\"scheme\": \"microsoft\", \"audience\": \"https://hooks.example.com\", \"sub\":"
            + " \"113774264463038321964\", \"tenant\": \""
            + TENANT
            + "\"}";
    String issuer = "https://login.microsoftonline.com/" + TENANT + "/v2.0";
    assertGenuine(check(settings, token(claims -> claims.issuer(issuer)), NOW));
    assertGenuine(
        check(
            settings,
            token(claims -> claims.issuer("https://sts.windows.net/" + TENANT + "/")),
            NOW));
    String other = issuer.replace('7', '8');
    assertThat(check(settings, token(claims -> claims.issuer(other)), NOW))
        .isEqualTo(SignatureVerdict.Refused.OTHER_ISSUER);
    assertThat(web.fetched).containsExactly(address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"scheme": "google-pubsub"}                                        | /audience,/sub
          {"scheme": "google-pubsub", "audience": "a"}                       | /sub
          {"scheme": "google-pubsub", "email": "a@b.example"}                | /audience
          {"scheme": "microsoft", "audience": "a", "sub": "b"}               | /tenant
          {"scheme": "microsoft", "audience": "a", "sub": "b", "tenant": "common"} | /tenant
          {"scheme": "google-pubsub", "audience": "a", "sub": "b", "keys": "https://evil.example"} | /keys
          {"scheme": "google-pubsub", "audience": "a", "sub": "b", "algorithms": ["HS256"]} | /algorithms
          """)
  void audienceAndSenderAreRequired(String settings, String pointers) {
    List<Fault> faults = new ArrayList<>();
    assertThat(Schemes.builtIn().read(JsonBinding.object(settings), faults)).isEmpty();
    assertThat(faults).extracting(Fault::pointer).containsExactlyInAnyOrder(pointers.split(","));
  }

  private static void assertGenuine(SignatureVerdict verdict) {
    assertThat(verdict).isEqualTo(SignatureVerdict.Genuine.BY_PROVIDER);
  }

  private SignatureVerdict check(String token) {
    return check(SETTINGS, token, NOW);
  }

  private SignatureVerdict check(String settings, String token, Instant now) {
    return scheme(settings).check(delivery("Bearer " + token), List.of(), keys, now);
  }

  private static Scheme scheme(String settings) {
    return Schemes.builtIn().read(JsonBinding.object(settings), new ArrayList<>()).orElseThrow();
  }

  private static Delivery delivery(String authorization) {
    return Deliveries.of(
        "POST",
        Example.URL,
        Map.of("Authorization", List.of(authorization)),
        null,
        "{}".getBytes(StandardCharsets.UTF_8));
  }

  private static String token(Consumer<JWTClaimsSet.Builder> change) {
    return token(JWSAlgorithm.RS256, "k1", new RSASSASigner(KEYS.getPrivate()), change);
  }

  private static String tokenAt(Instant time) {
    return token(
        claims ->
            claims.issueTime(Date.from(time)).expirationTime(Date.from(time.plusSeconds(3600))));
  }

  private static String token(
      JWSAlgorithm algorithm,
      String keyId,
      JWSSigner signer,
      Consumer<JWTClaimsSet.Builder> change) {
    try {
      SignedJWT token =
          new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims(change));
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer("https://accounts.google.com")
            .audience("https://hooks.example.com")
            .subject("113774264463038321964")
            .claim("email", EMAIL)
            .claim("email_verified", true)
            .issueTime(Date.from(NOW))
            .expirationTime(Date.from(NOW.plusSeconds(3600)));
    change.accept(claims);
    return claims.build();
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}

package drawbridge.operator.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Role;
import drawbridge.operator.openid.SignInByCode.Attempt;
import drawbridge.platform.setting.Settings;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenIdTest {

  private static final URI BACK = URI.create("http://localhost:1/console/openid/back");

  private final TestProvider testProvider = new TestProvider();
  private final OpenIdSettings settings = settings(testProvider.settings());
  private final Provider provider = new Provider(settings);
  private final BearerTokens bearers = new BearerTokens(provider);
  private final SignInByCode byCode = new SignInByCode(provider);

  OpenIdTest() throws IOException {}

  @AfterEach
  void close() {
    testProvider.close();
  }

  private static OpenIdSettings settings(Map<String, String> values) {
    Config config =
        (Config)
            Proxy.newProxyInstance(
                OpenIdTest.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, method, arguments) -> Optional.ofNullable(values.get(arguments[0])));
    Settings read = new Settings(config);
    return read.check(OpenIdSettings.read(read)).orElseThrow();
  }

  private static UnaryOperator<JWTClaimsSet.Builder> roles(String... roles) {
    return claims ->
        claims
            .claim("preferred_username", "ann")
            .claim("realm_access", Map.of("roles", List.of(roles)));
  }

  @Test
  void tokenGivesNameAndHighestRole() throws Exception {
    assertThat(
            bearers.person(
                testProvider.accessToken(roles("x", "drawbridge-viewer", "drawbridge-operator"))))
        .isEqualTo(new Person("ann (openid)", Role.OPERATOR));
    assertThat(bearers.person(testProvider.accessToken(roles("admin", "viewer"))))
        .isEqualTo(new Person("ann (openid)", null));
    assertThat(bearers.person(testProvider.accessToken(claims -> claims)))
        .isEqualTo(new Person("4711 (openid)", null));
  }

  @Test
  void tokenWithWrongClaimsIsRefused() {
    Instant now = Instant.now();
    refused(roles("drawbridge-admin"), claims -> claims.audience("another"));
    refused(roles("drawbridge-admin"), claims -> claims.issuer("https://example.org"));
    refused(
        roles("drawbridge-admin"),
        claims -> claims.expirationTime(Date.from(now.minusSeconds(90))));
    refused(
        roles("drawbridge-admin"), claims -> claims.notBeforeTime(Date.from(now.plusSeconds(90))));
    refused(roles("drawbridge-admin"), claims -> claims.expirationTime(null));
    refused(roles("drawbridge-admin"), claims -> claims.subject(null));
  }

  private void refused(
      UnaryOperator<JWTClaimsSet.Builder> good, UnaryOperator<JWTClaimsSet.Builder> bad) {
    String token = testProvider.accessToken(claims -> bad.apply(good.apply(claims)));
    assertThatThrownBy(() -> bearers.person(token)).isInstanceOf(InvalidToken.class);
  }

  @Test
  void forgedTokensAreRefused() throws Exception {
    String good = testProvider.accessToken(roles("drawbridge-admin"));
    JWTClaimsSet claims = SignedJWT.parse(good).getJWTClaimsSet();
    SignedJWT withSharedKey = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    withSharedKey.sign(new MACSigner("0123456789abcdef0123456789abcdef"));
    String[] parts = good.split("\\.", -1);
    String otherSignature = (parts[2].startsWith("A") ? "B" : "A") + parts[2].substring(1);
    List<String> forged =
        List.of(
            new PlainJWT(claims).serialize(),
            withSharedKey.serialize(),
            parts[0] + "." + parts[1] + "." + otherSignature,
            parts[0] + "." + parts[1] + ".",
            "",
            "not.a.token",
            "opaque");
    for (String token : forged) {
      assertThatThrownBy(() -> bearers.person(token))
          .isInstanceOf(InvalidToken.class)
          .hasMessageNotContaining("eyJ");
    }
    try (TestProvider another = new TestProvider()) {
      String foreign =
          another.accessToken(
              it -> roles("drawbridge-admin").apply(it).issuer(testProvider.issuer()));
      assertThatThrownBy(() -> bearers.person(foreign)).isInstanceOf(InvalidToken.class);
    }
  }

  @Test
  void unavailableProviderGivesNoDecision() throws Exception {
    String token = testProvider.accessToken(roles("drawbridge-viewer"));
    testProvider.close();
    assertThatThrownBy(() -> bearers.person(token)).isInstanceOf(ProviderUnavailable.class);
    assertThatThrownBy(() -> byCode.page(new Attempt(BACK)))
        .isInstanceOf(ProviderUnavailable.class);
  }

  @Test
  void matchingCodeSignsIn() throws Exception {
    testProvider.signsIn(roles("drawbridge-admin"));
    Attempt attempt = new Attempt(BACK);
    assertThat(byCode.person(attempt, signInAtProvider(attempt)))
        .isEqualTo(new Person("ann (openid)", Role.ADMIN));
  }

  @Test
  void codeOfAnotherSignInIsRefused() throws Exception {
    testProvider.signsIn(roles("drawbridge-admin"));
    Attempt attempt = new Attempt(BACK);
    URI returned = signInAtProvider(attempt);
    assertRefused(new Attempt(BACK), returned);
    assertRefused(attempt, URI.create(returned + "x"));
    assertRefused(attempt, URI.create(BACK + "?error=access_denied&" + state(returned)));
    assertRefused(attempt, URI.create(BACK + "?code=invented&" + state(returned)));
    assertRefused(attempt, URI.create(BACK + "?null"));
    assertThat(byCode.person(attempt, returned).name()).isEqualTo("ann (openid)");
    assertRefused(attempt, returned);
  }

  @Test
  void idTokenWithAnotherNonceIsRefused() throws Exception {
    testProvider.signsIn(
        claims -> roles("drawbridge-admin").apply(claims).claim("nonce", "of another"));
    Attempt attempt = new Attempt(BACK);
    assertRefused(attempt, signInAtProvider(attempt));
  }

  private void assertRefused(Attempt attempt, URI returned) {
    assertThatThrownBy(() -> byCode.person(attempt, returned)).isInstanceOf(InvalidToken.class);
  }

  private static String state(URI returned) {
    return returned.getQuery().replaceFirst(".*(state=[^&]*).*", "$1");
  }

  /** Opens the provider's page like a browser and returns the redirect URI. */
  private URI signInAtProvider(Attempt attempt) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(byCode.page(attempt)).GET().build();
    HttpResponse<Void> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }
}

package drawbridge.run.outbound.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import drawbridge.fixture.MovableClock;
import drawbridge.platform.json.Json;
import drawbridge.run.outbound.Caller;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.authorization.AuthorizationServer.Received;
import drawbridge.run.outbound.authorization.AuthorizationServer.Reply;
import drawbridge.run.outbound.authorization.policy.Policy;
import drawbridge.workflow.model.AuthenticationScheme;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("X24")
class AuthorizationsTest {

  private static final String SECRET = "client+secret/that is: long enough";
  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

  private final MovableClock clock = new MovableClock();
  private final AuthorizationServer server = new AuthorizationServer();
  private final Authorizations authorizations =
      new Authorizations(server.client(), clock, Duration.ofSeconds(20));

  @AfterEach
  void close() {
    server.close();
  }

  private Map<String, List<String>> members(String... more) {
    Map<String, List<String>> members = new HashMap<>();
    members.put("authority", List.of(server.url("/realm")));
    members.put("grant", List.of("client_credentials"));
    members.put("client.id", List.of("me:1"));
    members.put("client.secret", List.of(SECRET));
    for (int i = 0; i < more.length; i += 2) {
      if (more[i + 1].isEmpty()) {
        members.remove(more[i]);
      } else {
        members.put(more[i], List.of(more[i + 1].split("\\|")));
      }
    }
    return members;
  }

  private Policy oauth2(String... more) {
    return Policy.of(AuthenticationScheme.OAUTH2, members(more));
  }

  private Policy oidc(String... more) {
    return Policy.of(AuthenticationScheme.OIDC, members(more));
  }

  private static Caller caller(String workspace) {
    return new Caller(workspace, Duration.ofMinutes(1), () -> false);
  }

  private Authorizer.Result authorize(Policy policy) {
    return authorizations.authorize(policy, caller("w"));
  }

  private String token(Policy policy) {
    return token(policy, "w");
  }

  private String token(Policy policy, String workspace) {
    Authorizer.Result result = authorizations.authorize(policy, caller(workspace));
    assertThat(result).isInstanceOf(Authorization.class);
    return ((Authorization) result).parameter();
  }

  private Http.Refused refusal(Policy policy) {
    Authorizer.Result result = authorize(policy);
    assertThat(result).isInstanceOf(Authorizer.Unauthorized.class);
    return (Http.Refused) ((Authorizer.Unauthorized) result).answer();
  }

  private Received onlyRequest() {
    assertThat(server.received).hasSize(1);
    return server.received.get(0);
  }

  private static Map<String, List<String>> form(Received request) {
    return Arrays.stream(request.body().split("&"))
        .map(it -> it.split("=", 2))
        .collect(
            Collectors.groupingBy(
                it -> it[0],
                Collectors.mapping(
                    it -> URLDecoder.decode(it[1], StandardCharsets.UTF_8), Collectors.toList())));
  }

  @Test
  void clientAuthenticatesInTheFormByDefault() {
    Authorization authorization =
        (Authorization) authorize(oauth2("scopes", "read|write", "audiences", "api"));

    Received request = onlyRequest();
    assertThat(request.method() + " " + request.path()).isEqualTo("POST /realm/oauth2/token");
    assertThat(request.header("Content-type")).startsWith("application/x-www-form-urlencoded");
    assertThat(form(request))
        .containsEntry("grant_type", List.of("client_credentials"))
        .containsEntry("client_id", List.of("me:1"))
        .containsEntry("client_secret", List.of(SECRET))
        .containsEntry("scope", List.of("read write"))
        .containsEntry("audience", List.of("api"))
        .hasSize(5);
    assertThat(request.header("Authorization")).isEmpty();
    assertThat(authorization.header("GET", URI.create("http://api/")))
        .contains("Bearer token-number-1");
    assertThat(authorization.secrets()).contains("token-number-1", SECRET).doesNotContain("me:1");
    assertThat(authorization.masked().header("GET", URI.create("http://api/")))
        .contains("Bearer ***");
  }

  @Test
  void clientAuthenticatesInTheHeader() {
    token(oauth2("client.authentication", "client_secret_basic"));

    String pair = "me%3A1:client%2Bsecret%2Fthat+is%3A+long+enough";
    String coded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    assertThat(onlyRequest().header("Authorization")).isEqualTo("Basic " + coded);
    assertThat(form(onlyRequest())).containsOnlyKeys("grant_type");
  }

  @Test
  void clientSignsWithItsSecret() throws Exception {
    token(oauth2("client.authentication", "client_secret_jwt"));

    Map<String, List<String>> form = form(onlyRequest());
    assertThat(form)
        .containsEntry(
            "client_assertion_type",
            List.of("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"))
        .doesNotContainKey("client_secret");
    SignedJWT assertion = SignedJWT.parse(form.getOrDefault("client_assertion", List.of()).get(0));
    assertThat(assertion.verify(new MACVerifier(SECRET.getBytes(StandardCharsets.UTF_8)))).isTrue();
    JWTClaimsSet claims = assertion.getJWTClaimsSet();
    assertThat(List.of(claims.getIssuer(), claims.getSubject())).containsOnly("me:1");
    assertThat(claims.getAudience()).containsExactly(server.url("/realm/oauth2/token"));
    assertThat(claims.getExpirationTime().toInstant())
        .isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
  }

  @Test
  void anAssertionOfTheDefinitionIsSent() throws Exception {
    String assertion = assertion("me:1");
    token(
        oauth2(
            "client.authentication", "private_key_jwt",
            "client.assertion", assertion,
            "client.secret", ""));

    assertThat(form(onlyRequest())).containsEntry("client_assertion", List.of(assertion));
  }

  private static String assertion(String client) throws Exception {
    SignedJWT assertion =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.RS256),
            new JWTClaimsSet.Builder()
                .issuer(client)
                .subject(client)
                .audience("a")
                .claim("exp", 4_000_000_000L)
                .build());
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    assertion.sign(new RSASSASigner(generator.generateKeyPair().getPrivate()));
    return assertion.serialize();
  }

  @Test
  void anAssertionThatIsUnusableIsAConfigurationError() throws Exception {
    for (String wrong : List.of("no-jwt", assertion("another"))) {
      Http.Refused refusal =
          refusal(
              oauth2(
                  "client.authentication", "private_key_jwt",
                  "client.assertion", wrong,
                  "client.secret", ""));
      assertThat(refusal.reason()).isEqualTo(Http.Reason.CONFIGURATION);
      assertThat(refusal.detail()).contains("client.assertion").doesNotContain(wrong);
    }
    assertThat(server.received).isEmpty();
  }

  @Test
  void aShortSecretCannotSign() {
    Http.Refused refusal =
        refusal(oauth2("client.authentication", "client_secret_jwt", "client.secret", "short"));

    assertThat(refusal.reason()).isEqualTo(Http.Reason.CONFIGURATION);
    assertThat(refusal.detail()).contains("32 bytes");
  }

  @Test
  void aUserIsNamedByAPublicClient() {
    token(
        oauth2(
            "grant", "password",
            "client.authentication", "none",
            "client.secret", "",
            "username", "ada",
            "password", "pass&word"));

    assertThat(form(onlyRequest()))
        .containsEntry("grant_type", List.of("password"))
        .containsEntry("username", List.of("ada"))
        .containsEntry("password", List.of("pass&word"))
        .containsEntry("client_id", List.of("me:1"))
        .hasSize(4);
  }

  @Test
  void tokensAreExchanged() {
    String type = "urn:ietf:params:oauth:token-type:access_token";
    token(
        oauth2(
            "grant",
            EXCHANGE,
            "subject.token",
            "subject",
            "subject.type",
            type,
            "actor.token",
            "actor",
            "actor.type",
            type,
            "audiences",
            "a|b"));

    assertThat(form(onlyRequest()))
        .containsEntry("grant_type", List.of(EXCHANGE))
        .containsEntry("subject_token", List.of("subject"))
        .containsEntry("subject_token_type", List.of(type))
        .containsEntry("actor_token", List.of("actor"))
        .containsEntry("actor_token_type", List.of(type))
        .containsEntry("audience", List.of("a", "b"));
  }

  @Test
  void theRequestIsJsonWhenAsked() {
    token(oauth2("request.encoding", "application/json", "audiences", "a|b"));

    JsonNode body = Json.read(onlyRequest().body());
    assertThat(onlyRequest().header("Content-type")).isEqualTo("application/json");
    assertThat(body.path("client_secret").textValue()).isEqualTo(SECRET);
    assertThat(body.path("audience")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"/realm,/auth/token", "/realm/,/auth/token", "/realm/auth,/token"})
  void thePathOfTheEndpointFollowsTheAuthority(String authority, String path) {
    token(oauth2("authority", server.url(authority), "endpoints.token", path));

    assertThat(onlyRequest().path()).isEqualTo("/realm/auth/token");
  }

  @Test
  void aPathCannotChangeTheHostOfTheAuthority() {
    Http.Refused refusal = refusal(oauth2("endpoints.token", ".example.org/token"));

    assertThat(refusal.reason()).isEqualTo(Http.Reason.CONFIGURATION);
    assertThat(refusal.detail()).contains("must begin with /");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"3600\"", "3600", "3600.0", "36e2"})
  void aLifetimeMayBeWrittenInOtherWays(String lifetime) {
    server.issuer =
        request ->
            Reply.json(
                200,
                "{\"access_token\": \"t%d\", \"token_type\": \"BEARER\", \"expires_in\": %s}"
                    .formatted(server.received.size(), lifetime));

    assertThat(token(oauth2())).isEqualTo("t1");
    clock.move(Duration.ofSeconds(3_500));
    assertThat(token(oauth2())).isEqualTo("t1");
    clock.move(Duration.ofSeconds(90));
    assertThat(token(oauth2())).isEqualTo("t2");
  }

  private static String metadata(String issuer, String endpoint) {
    return "{\"issuer\": \"%s\", \"token_endpoint\": \"%s\"}".formatted(issuer, endpoint);
  }

  private void discovers(String issuer, String endpoint) {
    server.issuer =
        request ->
            request.path().endsWith("configuration")
                ? Reply.json(200, metadata(issuer, endpoint))
                : server.token(3600);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/.well-known/openid-configuration"})
  void theEndpointIsDiscovered(String ending) {
    discovers(server.url("/realm"), server.url("/realm/tokens"));

    assertThat(token(oidc("authority", server.url("/realm" + ending)))).isEqualTo("token-number-1");
    assertThat(server.received)
        .extracting(Received::path)
        .containsExactly("/realm/.well-known/openid-configuration", "/realm/tokens");
  }

  @Test
  void metadataOfAnotherIssuerIsRefused() {
    discovers("https://evil.example", server.url("/realm/tokens"));

    assertThat(refusal(oidc()).reason()).isEqualTo(Http.Reason.AUTHENTICATION);
    assertThat(refusal(oidc()).detail()).contains("another issuer").doesNotContain("evil");
    assertThat(server.at("/realm/tokens")).isEmpty();
    // an issuer that the policy names is right, but the token is of none
    assertThat(refusal(oidc("issuers", "https://evil.example")).detail()).contains("issuers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "<html>",
        "{\"issuer\": 5}",
        "{\"issuer\": \"URL\"}",
        "{\"issuer\": \"URL\", \"token_endpoint\": \"mailto:a@b\"}",
        "{\"issuer\": \"URL\", \"token_endpoint\": 7}"
      })
  void wrongMetadataIsRefused(String body) {
    server.issuer = request -> Reply.json(200, body.replace("URL", server.url("/realm")));

    assertThat(refusal(oidc()).detail()).startsWith("no token: ");
    assertThat(server.received).hasSize(1);
  }

  @Test
  void theEndpointOfMetadataMustBeAllowed() {
    discovers(server.url("/realm"), "http://169.254.169.254/token");

    assertThat(refusal(oidc()).reason()).isEqualTo(Http.Reason.CONFIGURATION);
    assertThat(refusal(oidc()).detail()).contains("drawbridge.outbound.allow");
  }

  @Test
  void theAuthorityMustBeAllowed() {
    Http.Refused refusal = refusal(oauth2("authority", "http://example.org/realm"));

    assertThat(refusal.reason()).isEqualTo(Http.Reason.CONFIGURATION);
    assertThat(refusal.detail()).contains("example.org:80 is not in drawbridge.outbound.allow");
  }

  @Test
  void theIssuerOfTheTokenIsChecked() {
    String token =
        new PlainJWT(new JWTClaimsSet.Builder().issuer("https://right").build()).serialize();
    server.issuer =
        request ->
            Reply.json(200, "{\"access_token\":\"%s\",\"token_type\":\"Bearer\"}".formatted(token));

    assertThat(token(oauth2("issuers", "https://other|https://right"))).isEqualTo(token);
    Http.Refused refusal = refusal(oauth2("issuers", "https://wrong"));
    assertThat(refusal.reason()).isEqualTo(Http.Reason.AUTHENTICATION);
    server.issuer = request -> server.token(60);
    assertThat(refusal(oauth2("issuers", "https://opaque")).detail()).contains("issuers");
  }

  @Test
  void concurrentCallsNeedOneToken() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(200);
    try {
      List<Future<String>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        all.add(threads.submit(() -> token(oauth2())));
      }
      for (Future<String> each : all) {
        assertThat(each.get()).isEqualTo("token-number-1");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(server.received).hasSize(1);
  }

  @Test
  void whateverDiffersHasATokenOfItsOwn() {
    List<Policy> others =
        List.of(
            oauth2(),
            oauth2("client.secret", "another"),
            oauth2("client.id", "another"),
            oauth2("scopes", "a|b"),
            oauth2("scopes", "a b"),
            oauth2("audiences", "a|b"),
            oauth2("client.authentication", "client_secret_basic"),
            oauth2("request.encoding", "application/json"),
            oauth2("endpoints.token", "/other"));
    for (int again = 0; again < 2; again++) {
      assertThat(others.stream().map(this::token).distinct()).hasSize(others.size());
    }
    assertThat(token(oauth2(), "another workspace")).isEqualTo("token-number-10");
    assertThat(server.received).hasSize(10);
  }

  @Test
  void aTokenIsRenewedBeforeItsEnd() {
    assertThat(token(oauth2())).isEqualTo("token-number-1");
    clock.move(Duration.ofSeconds(3_500));
    assertThat(token(oauth2())).isEqualTo("token-number-1");
    clock.move(Duration.ofSeconds(90));
    assertThat(token(oauth2())).isEqualTo("token-number-2");
  }

  @Test
  void aRefusedTokenIsRenewedOnce() {
    Authorization first = (Authorization) authorize(oauth2());
    Http.Answered refusal = new Http.Answered(401, Map.of(), Json.object(), new byte[0]);

    Authorization second = (Authorization) first.after(refusal, caller("w")).orElseThrow();
    assertThat(second.parameter()).isEqualTo("token-number-2");
    assertThat(second.after(refusal, caller("w"))).isEmpty();
    assertThat(token(oauth2())).isEqualTo("token-number-2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\": \"invalid_scope\"} | AUTHENTICATION | invalid_scope, status 400",
        "401 | {\"error\": \"invalid_client\", \"error_description\": \"SECRET\"} | AUTHENTICATION"
            + " | invalid_client, status 401",
        "401 | <html>SECRET</html> | AUTHENTICATION | status 401",
        "403 | {\"error\": \"SECRET\"} | AUTHENTICATION | refused the token: status 403",
        "429 | {\"error\": \"slow_down\"} | COMMUNICATION | status 429",
        "500 | oops SECRET | COMMUNICATION | status 500",
        "302 | {} | COMMUNICATION | status 302",
        "204 | {} | COMMUNICATION | status 204",
        "200 | {\"token\": \"SECRET\"} | COMMUNICATION | without a bearer token",
        "200 | {\"access_token\": \"SECRET\"} | COMMUNICATION | without a bearer token",
        "200 | {\"access_token\": 5, \"token_type\": \"bearer\"} | COMMUNICATION | without a bearer token",
        "200 | {\"access_token\": \"\", \"token_type\": \"bearer\"} | COMMUNICATION | without a bearer token",
        "200 | {\"access_token\": \"SECRET\", \"token_type\": \"mac\"} | COMMUNICATION | token",
        "200 | {\"access_token\": \"SECRET\", \"token_type\": \"DPoP\"} | COMMUNICATION | Bearer",
        "200 | {\"access_token\": \"SECRET\\r\\nX: y\", \"token_type\": \"bearer\"} | COMMUNICATION"
            + " | no header can carry",
        "200 | {\"access_token\": \"SECRET \u00e4\", \"token_type\": \"bearer\"} | COMMUNICATION |"
            + " no header can carry",
        "200 | {\"access_token\": \"S\", \"token_type\": \"bearer\", \"expires_in\": \"soon\"} |"
            + " COMMUNICATION | without a bearer token",
        "200 | [\"SECRET\"] | COMMUNICATION | without a bearer token",
        "200 | SECRET | COMMUNICATION | not JSON"
      })
  void anAnswerWithoutAUsableTokenIsAnErrorAndNotKept(
      int status, String body, Http.Reason reason, String detail) {
    server.issuer =
        request ->
            new Reply(
                status,
                "application/json",
                body.replace("SECRET", SECRET.replace("\"", "")),
                Map.of("Location", server.url("/realm/elsewhere")));

    Http.Refused refusal = refusal(oauth2());
    assertThat(refusal.reason()).as(refusal.detail()).isEqualTo(reason);
    assertThat(refusal.detail()).contains(detail).doesNotContain(SECRET, "client+secret");
    assertThat(server.at("/realm/elsewhere")).isEmpty();
    server.issuer = request -> server.token(60);
    assertThat(token(oauth2())).isEqualTo("token-number-1");
  }

  @Test
  void aPageInsteadOfATokenIsAnError() {
    server.issuer = request -> new Reply(200, "text/html", "<h1>Sign in</h1>", Map.of());

    assertThat(refusal(oauth2()).detail()).contains("status 200 without a bearer token");
  }

  @Test
  void anAnswerBeyondTheLimitIsAnError() {
    String huge = "x".repeat(200_000);
    server.issuer =
        request -> Reply.json(200, "{\"access_token\":\"" + huge + "\",\"token_type\":\"bearer\"}");
    assertThat(refusal(oauth2()).reason()).isEqualTo(Http.Reason.COMMUNICATION);

    String big = "x".repeat(20_000);
    server.issuer =
        request -> Reply.json(200, "{\"access_token\":\"" + big + "\",\"token_type\":\"bearer\"}");
    assertThat(refusal(oauth2()).detail()).contains("no header can carry");
    server.issuer = request -> Reply.json(200, "[".repeat(90_000));
    assertThat(refusal(oauth2()).reason()).isEqualTo(Http.Reason.COMMUNICATION);
  }

  @Test
  void anEndpointThatNeverAnswersIsATimeout() {
    server.issuer = request -> server.never();

    Caller hurried = new Caller("w", Duration.ofMillis(300), () -> false);
    Authorizer.Result result = authorizations.authorize(oauth2(), hurried);
    assertThat(((Authorizer.Unauthorized) result).answer())
        .isInstanceOfSatisfying(
            Http.Refused.class, it -> assertThat(it.reason()).isEqualTo(Http.Reason.TIMEOUT));
    Caller cancelled = new Caller("w", Duration.ofMinutes(1), () -> true);
    assertThat(authorizations.authorize(oauth2(), cancelled))
        .isEqualTo(new Authorizer.Unauthorized(new Http.Abandoned()));
  }

  @Test
  void aSecretContainsAPolicy() {
    String policy =
        """
        {"authority": "%s", "grant": "client_credentials", "scopes": ["a"],
         "client": {"id": "hidden-id", "secret": "hidden-secret"}}
        """
            .formatted(server.url("/realm"));
    Authorization authorization =
        (Authorization) authorize(Policy.inSecret(AuthenticationScheme.OAUTH2, "mine", policy));

    assertThat(form(onlyRequest())).containsEntry("client_id", List.of("hidden-id"));
    assertThat(authorization.secrets())
        .containsExactlyInAnyOrder("hidden-id", "hidden-secret", "token-number-1");
    token(
        Policy.inSecret(
            AuthenticationScheme.OAUTH2, "mine", policy.replace("hidden-secret", "changed")));
    assertThat(server.received).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hunter2 | is not JSON",
        "\"hunter2\" | is not an object",
        "{\"hunter2\": 1} | unknown member; known are actor.token",
        "{\"client\": {\"hunter2\": 1}} | unknown member",
        "{\"client\": \"hunter2\"} | unknown member",
        "{\"scopes\": \"hunter2\"} | scopes must be a list",
        "{\"scopes\": [1]} | scopes must be a list of texts",
        "{\"authority\": [\"hunter2\"]} | authority must be a text",
        "{\"authority\": null} | authority must be a text",
        "{\"grant\": \"client_credentials\"} | `authority` is missing",
        "{\"authority\": \"http://a\", \"grant\": \"hunter2\"} | grant: must be client_credentials",
        "{\"authority\": \"http://a\", \"grant\": \"refresh_token\"} | refresh_token is not supported",
        "{\"authority\": \"http://a\", \"grant\": \"client_credentials\", \"client\": {\"id\": \"i\"}} |"
            + " `client.secret` is missing",
        "{} | `authority` is missing"
      })
  void aSecretWithoutAPolicyIsAConfigurationError(String content, String detail) {
    Http.Refused refusal = refusal(Policy.inSecret(AuthenticationScheme.OAUTH2, "mine", content));

    assertThat(refusal.reason()).isEqualTo(Http.Reason.CONFIGURATION);
    assertThat(refusal.detail()).contains("'mine'", detail).doesNotContain("hunter2");
    assertThat(server.received).isEmpty();
  }

  @Test
  void otherSchemesTakeSecretsToo() {
    String basic = "{\"username\": \"u\", \"password\": \"p\"}";
    assertThat(token(Policy.inSecret(AuthenticationScheme.BASIC, "s", basic))).isEqualTo("dTpw");
    assertThat(token(Policy.inSecret(AuthenticationScheme.BEARER, "s", "{\"token\": \"t\"}")))
        .isEqualTo("t");
    assertThat(refusal(Policy.inSecret(AuthenticationScheme.DIGEST, "s", "{}")).detail())
        .contains("`password` is missing");
  }
}

package drawbridge.operator.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * An OpenID provider for tests: discovery, keys, a sign-in page that signs its only user in without
 * input, and a token endpoint that verifies the client's secret and PKCE. Each code is valid once.
 */
public final class TestProvider implements AutoCloseable {

  public static final String CLIENT = "drawbridge-console";
  public static final String SECRET = "the client's own secret";

  private final HttpServer http;
  private final Map<String, Map<String, List<String>>> codes = new ConcurrentHashMap<>();
  private volatile RSAKey key = newKey();
  private volatile UnaryOperator<JWTClaimsSet.Builder> user = claims -> claims;

  /** Starts the provider on a free port. */
  public TestProvider() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/.well-known/openid-configuration", this::discovery);
    http.createContext("/keys", exchange -> reply(exchange, 200, keys()));
    http.createContext("/authorize", this::authorize);
    http.createContext("/token", this::token);
    http.start();
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public String issuer() {
    return "http://localhost:" + http.getAddress().getPort();
  }

  /** Replaces the signing key; the old key is no longer published. */
  public void rollKey() {
    key = newKey();
  }

  /** Sets the claims of the user's id tokens. */
  public void signsIn(UnaryOperator<JWTClaimsSet.Builder> claims) {
    user = claims;
  }

  /** Returns settings for sign-in at this provider. */
  public Map<String, String> settings() {
    return Map.of(
        "drawbridge.operator.sign-in",
        "built-in,openid",
        "drawbridge.operator.openid.issuer",
        issuer(),
        "drawbridge.operator.openid.client-id",
        CLIENT,
        "drawbridge.operator.openid.client-secret",
        SECRET,
        "drawbridge.operator.openid.roles-claim",
        "realm_access.roles",
        "drawbridge.operator.openid.role-prefix",
        "drawbridge-");
  }

  /** Issues an access token for the console; valid for five minutes by default. */
  public String accessToken(UnaryOperator<JWTClaimsSet.Builder> claims) {
    return signed(new JOSEObjectType("at+jwt"), claims.apply(fresh()));
  }

  private JWTClaimsSet.Builder fresh() {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .subject("4711")
        .audience(CLIENT)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(300)));
  }

  private String signed(JOSEObjectType type, JWTClaimsSet.Builder claims) {
    try {
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.RS256).type(type).keyID(key.getKeyID()).build();
      SignedJWT token = new SignedJWT(header, claims.build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String keys() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  private void discovery(HttpExchange exchange) throws IOException {
    reply(
        exchange,
        200,
        """
        {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
         "jwks_uri": "%1$s/keys", "response_types_supported": ["code"],
         "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"]}
        """
            .formatted(issuer()));
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, List<String>> asked =
        URLUtils.parseParameters(exchange.getRequestURI().getRawQuery());
    String code = UUID.randomUUID().toString();
    codes.put(code, asked);
    exchange
        .getResponseHeaders()
        .add(
            "Location",
            one(asked, "redirect_uri") + "?code=" + code + "&state=" + one(asked, "state"));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private static String one(Map<String, List<String>> parameters, String name) {
    return parameters.getOrDefault(name, List.of("")).get(0);
  }

  private void token(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, List<String>> given = URLUtils.parseParameters(body);
    Map<String, List<String>> asked = codes.getOrDefault(one(given, "code"), new HashMap<>());
    codes.remove(one(given, "code"));
    if (!isFromClient(exchange) || !isForAttempt(asked, given)) {
      reply(exchange, 400, "{\"error\": \"invalid_grant\"}");
      return;
    }
    String idToken =
        signed(JOSEObjectType.JWT, user.apply(fresh().claim("nonce", one(asked, "nonce"))));
    reply(
        exchange,
        200,
        Json.write(
            Json.object()
                .put("access_token", "opaque")
                .put("token_type", "Bearer")
                .put("id_token", idToken)));
  }

  private static boolean isFromClient(HttpExchange exchange) {
    String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    String given =
        new String(
            Base64.getDecoder().decode(header.replaceFirst("(?i)basic ", "")),
            StandardCharsets.UTF_8);
    return URLDecoder.decode(given, StandardCharsets.UTF_8).equals(CLIENT + ":" + SECRET);
  }

  private static boolean isForAttempt(
      Map<String, List<String>> asked, Map<String, List<String>> given) {
    CodeVerifier verifier = new CodeVerifier(one(given, "code_verifier"));
    return one(asked, "redirect_uri").equals(one(given, "redirect_uri"))
        && one(asked, "code_challenge")
            .equals(CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue());
  }

  private static void reply(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}

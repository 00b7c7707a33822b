package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static drawbridge.system.Admin.WORKSPACES;
import static drawbridge.system.Admin.YAML;
import static drawbridge.system.Admin.basic;
import static drawbridge.system.PageReader.location;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.operator.openid.TestProvider;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-in and permissions of built-in operators, of an OpenID provider and of the realm. */
class SignInST {

  private static final String HELLO = AdminSuite.HELLO;
  private static final String SESSION = "DRAWBRIDGE_SESSION";
  private static final String ATTEMPT = "DRAWBRIDGE_OPENID";

  @TempDir private static Path directory;
  private static TestProvider provider;
  private static Server server;
  private static Admin admin;

  private PageReader browser;

  @BeforeAll
  static void start() throws IOException {
    provider = new TestProvider();
    Map<String, String> settings = new HashMap<>();
    provider
        .settings()
        .forEach(
            (name, value) ->
                settings.put(name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
    settings.put("DRAWBRIDGE_OPERATOR_SIGN_IN", "built-in,openid,realm");
    settings.put("DRAWBRIDGE_HTTP_TRUSTED_PROXIES", "127.0.0.1");
    Path password =
        Files.writeString(directory.resolve("password"), "AS_ADMIN_USERPASSWORD=realm-secret");
    Path users =
        Files.writeString(
            directory.resolve("users.asadmin"),
            "create-file-user --passwordfile "
                + password
                + " --groups operator rita\n"
                + "create-file-user --passwordfile "
                + password
                + " --groups cooks carl\n");
    server =
        Server.start(
            Files.createDirectories(directory.resolve("home")),
            settings,
            "--postbootcommandfile",
            users.toString());
    admin = new Admin(server.base());
  }

  @BeforeEach
  void openBrowser() {
    browser = new PageReader(server.base());
  }

  @AfterAll
  static void stop() throws IOException {
    server.kill();
    provider.close();
  }

  private String operator(String role) {
    String name = role + "-" + UUID.randomUUID();
    return basic(
        name,
        admin
            .put("/api/admin/operators/" + name, JSON, "{\"role\": \"" + role + "\"}")
            .expect(201)
            .text("/password"));
  }

  private Admin.Reply as(String who, String method, String path, String body) {
    Map<String, String> headers =
        body.isEmpty()
            ? Map.of("Authorization", who)
            : Map.of("Authorization", who, "Content-Type", body.startsWith("{") ? JSON : YAML);
    return admin.send(method, path, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  private String token(String role) {
    return "Bearer "
        + provider.accessToken(
            claims ->
                claims
                    .claim("preferred_username", "ann")
                    .claim("realm_access", Map.of("roles", List.of("drawbridge-" + role))));
  }

  @Test
  void eachRoleHasItsPermissions() {
    String home = WORKSPACES + "/roles";
    String viewer = operator("viewer");
    String operator = operator("operator");
    admin.put(home, JSON, "{\"secret\": \"" + AdminSuite.SECRET + "\"}").expect(201);
    admin.put(home + "/workflows/hello", YAML, HELLO).expect(201);
    String run =
        admin
            .webhook("roles", AdminSuite.SECRET, "{\"workflow\": \"hello\", \"uid\": \"u1\"}")
            .expect(202)
            .text("/results/0/runId");
    String replay = home + "/runs/" + run + "/replay";
    for (String[] change :
        new String[][] {
          {"POST", replay, ""},
          {"POST", home + "/runs/" + run + "/cancel", ""},
          {"DELETE", home + "/uids/u1", ""},
          {"POST", home + "/workflows/hello/pause", ""},
          {"POST", home + "/workflows/hello/resume", ""},
        }) {
      as(viewer, change[0], change[1], change[2]).problem(403, "not-allowed");
      assertThat(as(operator, change[0], change[1], change[2]).status()).isBetween(200, 299);
    }
    for (String[] change :
        new String[][] {
          {"PUT", WORKSPACES + "/another", ""},
          {"DELETE", home, ""},
          {"POST", home + "/secrets", ""},
          {"PUT", home + "/workflows/hello", HELLO + "# other\n"},
          {"DELETE", home + "/workflows/hello", ""},
          {"PUT", "/api/admin/operators/eve", "{\"role\": \"admin\"}"},
          {"DELETE", "/api/admin/operators/admin", ""},
          {"POST", "/api/admin/encryption/reencrypt", ""},
        }) {
      for (String who : List.of(viewer, operator)) {
        int status = as(who, change[0], change[1], change[2]).status();
        assertThat(status).as(change[0] + " " + change[1]).isIn(403, 409);
      }
    }
    for (String path :
        List.of(home, home + "/runs", replay.replace("/replay", "/steps"), "/api/admin/audit")) {
      as(viewer, "GET", path, "").expect(200);
    }
    admin.put(home + "/triggers/hook", JSON, "{\"workflow\": \"hello\"}").expect(201);
    for (String path : List.of(home + "/triggers/hook", home + "/triggers")) {
      assertThat(as(viewer, "GET", path, "").expect(200).http().body())
          .as(path)
          .doesNotContain("/api/inbound/");
      assertThat(as(operator, "GET", path, "").expect(200).http().body())
          .as(path)
          .contains("/api/inbound/roles/triggers/");
    }
    assertThat(as(viewer, "GET", "/api/admin/me", "").text("/role")).isEqualTo("viewer");
    admin.get(WORKSPACES + "/another").problem(404, "not-found");
    admin.get("/api/admin/operators").expect(200);
    assertThat(admin.get("/api/admin/operators").http().body()).doesNotContain("eve", "pbkdf2");
    assertThat(audited("/api/admin/audit?workspace=roles&action=workflow"))
        .first()
        .isEqualTo("workflow.resume hello made");
  }

  private List<String> audited(String path) {
    List<String> words = new ArrayList<>();
    for (JsonNode entry : admin.get(path).expect(200).json().path("entries")) {
      words.add(
          entry.path("action").asText()
              + " "
              + entry.path("subject").asText()
              + " "
              + entry.path("outcome").asText());
    }
    return words;
  }

  @Test
  void changedPasswordReplacesTheOldOne() {
    String viewer = operator("viewer");
    String name = as(viewer, "GET", "/api/admin/me", "").text("/name");
    as(viewer, "PUT", "/api/admin/me/password", "{\"password\": \"short\"}")
        .problem(400, "malformed-request");
    as(viewer, "PUT", "/api/admin/me/password", "{\"password\": \"a longer one\"}").expect(204);
    as(viewer, "GET", "/api/admin/me", "").problem(401, "unauthenticated");
    as(basic(name, "a longer one"), "GET", "/api/admin/me", "").expect(200);
    admin.delete("/api/admin/operators/" + name).expect(204);
    as(basic(name, "a longer one"), "GET", "/api/admin/me", "").problem(401, "unauthenticated");
    admin.delete("/api/admin/operators/admin").problem(409, "last-admin");
    assertThat(server.logged()).doesNotContain("a longer one");
  }

  @Test
  void failedSignInsDelayTheRightPasswordToo() {
    String viewer = operator("viewer");
    String name =
        new String(Base64.getDecoder().decode(viewer.substring(6)), StandardCharsets.UTF_8)
            .replaceFirst(":.*", "");
    as(basic(name, "guess"), "GET", "/api/admin/me", "").problem(401, "unauthenticated");
    Admin.Reply busy =
        Awaitility.await("one more guess is let in every ten seconds")
            .atMost(Duration.ofMinutes(2))
            .until(
                () -> {
                  for (int guess = 0; guess < 10; guess++) {
                    as(basic(name, "guess"), "GET", "/api/admin/me", "");
                  }
                  return as(viewer, "GET", "/api/admin/me", "");
                },
                reply -> reply.status() == 429);
    busy.problem(429, "busy");
    assertThat(Integer.parseInt(busy.header("Retry-After"))).isBetween(1, 11);
    admin.get("/api/admin/me").expect(200);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> as(viewer, "GET", "/api/admin/me", "").status() == 200);
  }

  @Test
  void providerTokenGrantsItsRoles() {
    Admin.Reply me = as(token("operator"), "GET", "/api/admin/me", "").expect(200);
    assertThat(me.text("/name")).isEqualTo("ann (openid)");
    as(token("operator"), "PUT", WORKSPACES + "/by-token", "").problem(403, "not-allowed");
    as(token("admin"), "PUT", WORKSPACES + "/by-token", "").expect(201);
    as(token("nothing"), "GET", WORKSPACES, "").problem(403, "not-allowed");
    as(token("admin") + "x", "GET", WORKSPACES, "").problem(401, "unauthenticated");
    assertThat(admin.get("/api/admin/audit?limit=5").http().body()).contains("ann (openid)");
    provider.rollKey();
    Awaitility.await("keys are asked for again")
        .atMost(Duration.ofSeconds(20))
        .until(() -> as(token("viewer"), "GET", "/api/admin/me", "").status() == 200);
  }

  @Test
  void realmGroupsGrantTheirRoles() {
    Admin.Reply me = as(basic("rita", "realm-secret"), "GET", "/api/admin/me", "").expect(200);
    assertThat(me.text("/name")).isEqualTo("rita (realm)");
    assertThat(me.text("/role")).isEqualTo("operator");
    as(basic("carl", "realm-secret"), "GET", "/api/admin/me", "").problem(403, "not-allowed");
    as(basic("rita", "another"), "GET", "/api/admin/me", "").problem(401, "unauthenticated");
  }

  @Test
  void unauthenticatedReaderGetsTheSignInPageOnly() throws Exception {
    HttpResponse<String> page = browser.open("/console/overview.xhtml?workspace=default");
    assertThat(page.statusCode()).isEqualTo(302);
    assertThat(location(page))
        .endsWith("/console/sign-in.xhtml?to=%2Fconsole%2Foverview.xhtml%3Fworkspace%3Ddefault");
    HttpResponse<String> signIn = browser.open("/console/sign-in.xhtml");
    assertThat(signIn.statusCode()).isEqualTo(200);
    Map<String, List<String>> headers = signIn.headers().map();
    assertThat(headers).containsEntry("X-Frame-Options", List.of("DENY"));
    assertThat(headers).containsEntry("X-Content-Type-Options", List.of("nosniff"));
    assertThat(signIn.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(signIn.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'self'", "frame-ancestors 'none'", "'nonce-")
        .doesNotContain("unsafe-eval");
    assertThat(signIn.body()).contains("localhost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sign-in.xhtml",
        "sign-in.xhtml?to=%2Fconsole%2Fruns.xhtml",
        "sign-in.xhtml?openid=ended",
        "overview.xhtml",
        "error.xhtml",
        "nothing-there.xhtml",
        "openid/start",
        "openid/back?code=invented&state=invented",
        "openid/nothing-there",
        "jakarta.faces.resource/nothing-there.xhtml"
      })
  void unauthenticatedReaderGetsNoSession(String page) {
    assertThat(PageReader.givenCookie(browser.open("/console/" + page), SESSION)).isEmpty();
  }

  @Test
  void failedSignInCreatesNoSession() {
    HttpResponse<String> refused = browser.signIn("missing", "guessed");
    assertThat(refused.body()).contains("Wrong name or password.");
    HttpResponse<String> again =
        browser.press(refused, "sign-in", "enter", Map.of("name", "", "password", ""));
    assertThat(again.body()).contains("Enter your name.", "Enter your password.");
    for (String invented : List.of("1:2", "x", "stateless%00")) {
      HttpResponse<String> answer =
          browser.press(
              refused,
              "sign-in",
              "enter",
              Map.of("name", "missing", "jakarta.faces.ViewState", invented));
      assertThat(answer.statusCode()).isIn(200, 302);
    }
    assertThat(browser.sessionId()).isEmpty();
  }

  @Test
  void signInCreatesANewSessionAndReturnsToThePage() {
    browser.hasSession("planted");
    HttpResponse<String> page =
        browser.open(location(browser.open("/console/runs.xhtml?workspace=default")));
    HttpResponse<String> in =
        browser.press(
            page, "sign-in", "enter", Map.of("name", "admin", "password", Server.PASSWORD));
    assertThat(location(in)).endsWith("/console/runs.xhtml?workspace=default");
    assertThat(browser.sessionId()).isNotEmpty().isNotEqualTo("planted");
    String first = browser.sessionId();
    assertThat(browser.open(location(in)).statusCode()).isEqualTo(200);
    assertThat(location(browser.signIn("admin", Server.PASSWORD))).endsWith("/console/");
    assertThat(browser.sessionId()).isNotEqualTo(first);
  }

  @Test
  void providerSignInCreatesANewSession() {
    provider.signsIn(
        claims ->
            claims
                .claim("preferred_username", "ann")
                .claim("realm_access", Map.of("roles", List.of("drawbridge-viewer"))));
    browser.hasSession("planted");
    HttpResponse<String> start =
        browser.open("/console/openid/start?to=%2Fconsole%2Foverview.xhtml%3Fworkspace%3Ddefault");
    assertThat(PageReader.givenCookie(start, ATTEMPT).orElse(""))
        .containsIgnoringCase("; HttpOnly")
        .containsIgnoringCase("; SameSite=Lax")
        .containsIgnoringCase("; Max-Age=600")
        .containsIgnoringCase("; Path=/console/openid/")
        .doesNotContainIgnoringCase("Secure"); // over plain HTTP a secure cookie is not returned
    HttpResponse<String> there = browser.open(location(start));
    HttpResponse<String> back = browser.open(location(there));
    assertThat(location(back)).endsWith("/console/overview.xhtml?workspace=default");
    assertThat(PageReader.givenCookie(back, ATTEMPT).orElse("")).contains("Max-Age=0");
    assertThat(browser.sessionId()).isNotEmpty().isNotEqualTo("planted");
    HttpResponse<String> page = browser.open("/console/overview.xhtml?workspace=default");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("ann (openid)");
    assertThat(location(browser.open(location(there)))).endsWith("openid=ended");
  }

  @Test
  void attemptOfAnotherBrowserIsRefused() {
    provider.signsIn(
        claims -> claims.claim("realm_access", Map.of("roles", List.of("drawbridge-viewer"))));
    HttpResponse<String> there = browser.open(location(browser.open("/console/openid/start")));
    PageReader other = new PageReader(server.base());
    assertThat(location(other.open(location(there)))).endsWith("openid=ended");
    assertThat(location(other.open("/console/openid/start"))).isNotEmpty();
    assertThat(location(other.open(location(there)))).endsWith("openid=refused");
    assertThat(other.sessionId()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a.b.c.d", "PART.PART.PART", "PART.PART.PART.%", "LONG"})
  void unknownAttemptIsRefused(String value) {
    String part = "a".repeat(43);
    String invented = value.replace("PART", part).replace("LONG", part.repeat(80));
    browser.hasCookie(ATTEMPT, "/console/openid/", invented);
    HttpResponse<String> back = browser.open("/console/openid/back?code=a&state=" + part);
    assertThat(location(back)).endsWith("openid=ended");
    assertThat(PageReader.givenCookie(back, ATTEMPT).orElse("")).contains("Max-Age=0");
  }

  @Test
  void tooLongReturnAddressIsIgnored() {
    provider.signsIn(
        claims -> claims.claim("realm_access", Map.of("roles", List.of("drawbridge-viewer"))));
    HttpResponse<String> start =
        browser.open("/console/openid/start?to=/console/runs.xhtml%3Fq=" + "a".repeat(3_000));
    HttpResponse<String> back = browser.open(location(browser.open(location(start))));
    assertThat(location(back)).endsWith("/console/");
  }

  @Test
  void forgedPostOfAViewerIsRefused() {
    String name = signInAs("viewer");
    String setup = "/console/trigger-setup.xhtml?workspace=default";
    admin.put(WORKSPACES + "/default/workflows/hello", YAML, HELLO).expect(201);
    Map<String, String> fields =
        Map.of("called", "forged", "workflow", "hello", "methods.POST", "true");
    String words = "trigger.save needs the role admin, which " + name + " does not have.";

    HttpResponse<String> refused = browser.press(browser.open(setup), "setup", "save", fields);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("Not allowed", words);

    HttpResponse<String> renewed =
        browser.pressByScript(browser.open(setup), "setup", "save", fields);
    assertThat(renewed.statusCode()).isEqualTo(200);
    assertThat(renewed.body()).contains("<redirect url=\"" + setup + "\"");
    assertThat(browser.open(setup).body()).contains("trigger.save needs the role admin, which ");
    admin.get(WORKSPACES + "/default/triggers/forged").problem(404, "not-found");
  }

  private String signInAs(String role) {
    String[] parts =
        new String(
                Base64.getDecoder().decode(operator(role).substring("Basic ".length())),
                StandardCharsets.UTF_8)
            .split(":", 2);
    browser.signIn(parts[0], parts[1]);
    return parts[0];
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org/", "//example.org/", "/console//example.org/x.xhtml",
        "/console/../api", "/console/x.xhtml%0d%0aSet-Cookie:a=b", "javascript:alert(1)"
      })
  void signInDoesNotRedirectToOtherSites(String to) throws Exception {
    provider.signsIn(
        claims -> claims.claim("realm_access", Map.of("roles", List.of("drawbridge-viewer"))));
    String encoded = URLEncoder.encode(to, StandardCharsets.UTF_8);
    HttpResponse<String> start = browser.open("/console/openid/start?to=" + encoded);
    HttpResponse<String> there = browser.open(location(start));
    URI end = URI.create(location(browser.open(location(there))));
    assertThat(end.getPath()).isEqualTo("/console/");
    assertThat(end.getHost()).isIn(null, "localhost");
  }

  @Test
  void cookieIsSecureWhereTlsEndsAtAProxy() {
    for (boolean isSecure : new boolean[] {true, false}) {
      PageReader behind = new PageReader(server.base());
      HttpResponse<String> page = behind.open(PageReader.SIGN_IN);
      HttpResponse<String> signedIn =
          behind.press(
              page,
              "sign-in",
              "enter",
              Map.of("name", "admin", "password", Server.PASSWORD),
              Map.of("X-Forwarded-Proto", isSecure ? "https" : "http", "X-Forwarded-For", "::2"));
      String cookie = PageReader.givenCookie(signedIn, SESSION).orElseThrow();
      assertThat(cookie).contains("; HttpOnly").containsIgnoringCase("; SameSite=Lax");
      assertThat(cookie.contains("; Secure")).isEqualTo(isSecure);
      assertThat(signedIn.headers().allValues("Set-Cookie")).hasSize(1);
    }
  }

  /** The server would name the scheme of its own connection. */
  @Test
  void redirectNamesNoSchemeAndNoHost() {
    for (String path : List.of("/", "/console", "/console/", "/console/runs.xhtml")) {
      assertThat(location(browser.open(path))).as(path).startsWith("/console/");
    }
    assertThat(location(browser.open("/console/runs.xhtml")))
        .isEqualTo("/console/sign-in.xhtml?to=%2Fconsole%2Fruns.xhtml");
    assertThat(location(browser.signIn("admin", Server.PASSWORD))).isEqualTo("/console/");
  }

  @Test
  void formOfAPageWithAnotherOriginIsRefused() {
    HttpResponse<String> page = browser.open(PageReader.SIGN_IN);
    Map<String, String> fields = Map.of("name", "admin", "password", Server.PASSWORD);
    HttpResponse<String> refused =
        browser.press(page, "sign-in", "enter", fields, Map.of("Origin", "http://other.test"));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(PageReader.givenCookie(refused, SESSION)).isEmpty();
  }

  @Test
  void formOfAnotherSiteIsRefused() throws Exception {
    HttpRequest forged =
        HttpRequest.newBuilder(server.base().resolve("/console/sign-in.xhtml"))
            .header("Sec-Fetch-Site", "cross-site")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("sign-in=sign-in&name=admin&password=x"))
            .build();
    HttpResponse<String> refused = HttpClient.newHttpClient().send(forged, BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("Cross-site request refused.");
    assertThat(PageReader.givenCookie(refused, SESSION)).isEmpty();
  }
}

package drawbridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import drawbridge.platform.json.Json;
import drawbridge.system.Server;
import drawbridge.system.SharedServer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every link of the console leads to a page that works, for each role and in each workspace. */
@ExtendWith({Chromium.class, SharedServer.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinksBrowserST {

  private static final String JSON = "application/json";
  private static final String PASSWORD = "a-long-password-for-links";

  /** More pages than there are: runs and versions of each odd name. */
  private static final int LIMIT = 600;

  private static final int MORE_THAN_A_PAGE = 60;

  /** The pages that show the URL of a trigger to roles that may use it (T2). */
  private static final Set<String> WITH_URLS =
      Set.of(
          "triggers.xhtml[workspace]",
          "trigger.xhtml[name, workspace]",
          "request.xhtml[id, workspace]");

  /** Names that need encoding in URLs, in attributes or in JSON. */
  private static final List<String> ODD =
      List.of(
          "two words",
          "a#b?c=d&e;f",
          "100%25 50%",
          "\"quoted\" 'single' <b>",
          "Grüße/ß",
          "🎉 party",
          "plus+plus",
          "long-" + "x".repeat(195));

  private static final String HEAD =
      "document: {dsl: '1.0.0', namespace: tests, name: links, version: '1.0.0'}\ndo:\n";
  private static final String STEPS = HEAD + "  - one: {set: {a: 1}}\n";
  private static final String FAILING =
      HEAD + "  - fail: {raise: {error: {type: 'https://example.org/refused', status: 500}}}\n";
  private static final String PARENT =
      HEAD
          + """
            - each:
                for: {each: item, in: '{{runtime.items}}'}
                do:
                  - child: {run: {workflow: {namespace: tests, name: child, version: latest}}}
          """;

  private final Browser browser;
  private final Server server;
  private final Tenant odd;
  private final Tenant small;

  /** The ids in the URLs of triggers. */
  private final List<String> addresses = new ArrayList<>();

  LinksBrowserST(Browser browser, Server server) {
    this.browser = browser;
    this.server = server;
    this.odd = Tenant.of(server);
    this.small = Tenant.of(server);
  }

  @BeforeAll
  void setUp() {
    for (String role : List.of("viewer", "operator", "admin")) {
      String operator = Json.write(Json.object().put("role", role).put("password", PASSWORD));
      call("PUT", "operators/" + operator(role), operator);
    }
    small.save("greet", STEPS);
    String entries = String.join(",", Collections.nCopies(MORE_THAN_A_PAGE, "{}"));
    small.post("{\"workflow\": \"greet\", \"batch\": [" + entries + "]}");
    ODD.forEach(this::makeOdd);
    makeRuns();
    makeRefusals();
  }

  private void makeOdd(String name) {
    odd.save(encoded(name), STEPS);
    odd.save(encoded(name), STEPS + "  - two: {set: {b: 2}}\n");
    String setup = Json.write(Json.object().put("workflow", name).put("keepRefused", 3));
    send(call("PUT", of(odd, "triggers/" + encoded(name)), setup), "{}");
    odd.run(Json.write(Json.object().put("workflow", name).put("uid", name)));
  }

  private void makeRuns() {
    odd.save("child", STEPS);
    odd.save("parent", PARENT);
    odd.run("{\"workflow\": \"parent\", \"items\": [1, 2]}");
    odd.save("failing", FAILING);
    String failed = odd.run("{\"workflow\": \"failing\"}");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> odd.runs().split("\"failed\"", -1).length > 1);
    call("POST", of(odd, "runs/" + failed + "/replay"), "{}");
    String replay = "{\"query\": {\"workflow\": \"failing\"}, \"rate\": 100}";
    call("POST", of(odd, "replays"), replay);
    JsonNode issues = Json.read(call("GET", of(odd, "issues"), "")).path("issues");
    call("POST", of(odd, "issues/" + issues.path(0).path("id").asText() + "/replay"), "{}");
    call("POST", of(odd, "replays"), replay.replace("failing", "two words"));
  }

  private void makeRefusals() {
    for (String name : ODD) {
      odd.post(Json.write(Json.object().put("workflow", "unknown " + name).put("uid", name)));
    }
    server.postWith("not the secret", "/api/inbound/" + odd.name(), "{}");
    String setup =
        "{\"keepRefused\": 5, \"routes\":"
            + " [{\"when\": \".runtime.n | startswith(\\\"a\\\")\", \"workflow\": \"child\"}]}";
    send(call("PUT", of(odd, "triggers/refusing"), setup), "{\"n\": 7}");
  }

  /** Sends a request to a new trigger that repeats its URL. */
  private void send(String trigger, String body) {
    String url = Json.read(trigger).path("url").asText();
    addresses.add(url.substring(url.lastIndexOf('/') + 1));
    server.postWith(Map.of("Referer", url), URI.create(url).getPath(), body);
  }

  private String call(String method, String path, String body) {
    HttpResponse<String> response = server.admin(method, path, JSON, body);
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
    return response.body();
  }

  private static String of(Tenant tenant, String path) {
    return "workspaces/" + tenant.name() + "/" + path;
  }

  private String operator(String role) {
    return role + "-" + odd.name();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @ParameterizedTest
  @ValueSource(strings = {"viewer", "operator", "admin"})
  void noLinkFails(String role) {
    try (ConsoleUser user =
        new ConsoleUser(browser, server, Viewport.WIDE_LIGHT).signIn(operator(role), PASSWORD)) {
      Crawler crawler = new Crawler(user, server.base().resolve("/console"), LIMIT, addresses);
      crawler.follow(small.at("overview.xhtml")).follow(odd.at("overview.xhtml"));
      assertThat(crawler.faults()).isEmpty();
      assertThat(crawler.isCut()).isFalse();
      assertThat(crawler.kindsWithSecrets())
          .containsExactlyInAnyOrderElementsOf(role.equals("viewer") ? Set.of() : WITH_URLS);
      assertThat(crawler.kinds())
          .contains(
              "run.xhtml[id, workspace]",
              "runs.xhtml[cursor, workspace]",
              "replay.xhtml[id, workspace]",
              "issue.xhtml[id, workspace]",
              "runs.xhtml[issue, workspace]")
          .contains("versions.xhtml[name, workspace]", "trigger.xhtml[name, workspace]")
          .contains("settings.xhtml[workspace]");
    }
  }
}

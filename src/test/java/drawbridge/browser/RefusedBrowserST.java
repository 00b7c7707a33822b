package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import drawbridge.platform.json.Json;
import drawbridge.system.Server;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What started no run: refused deliveries, unknown URLs, ignored events, and unknown pages. */
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedBrowserST {

  private static final String DEFAULT = "workspaces/default/";
  private static final String JSON = "application/json";
  private static final String GREET =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - greet: {set: {text: 'Hello'}}
      """;
  private static final String FAILING =
      "{\"keepRefused\": 5, \"routes\":"
          + " [{\"when\": \".runtime.n | startswith(\\\"a\\\")\", \"workflow\": \"greet\"}]}";
  private static final String CORRECTED =
      "{\"keepRefused\": 5, \"routes\": [{\"when\": \"true\", \"workflow\": \"greet\"}]}";
  private static final String OPERATOR_PASSWORD = "a-long-password-of-olga";

  private final Browser browser;
  private Server server;

  RefusedBrowserST(Browser browser) {
    this.browser = browser;
  }

  @BeforeAll
  void setUp(@TempDir Path directory) throws Exception {
    server = Server.start(directory, Map.of());
    put(DEFAULT + "workflows/greet", "application/yaml", GREET);
    put(
        "operators/olga",
        JSON,
        "{\"role\": \"operator\", \"password\": \"" + OPERATOR_PASSWORD + "\"}");
  }

  @AfterAll
  void close() {
    server.close();
  }

  private JsonNode put(String path, String type, String body) {
    var response = server.admin("PUT", path, type, body);
    assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
    return Json.read(response.body().isEmpty() ? "{}" : response.body());
  }

  private JsonNode get(String path) {
    return Json.read(server.admin("GET", path, JSON, "").body());
  }

  private JsonNode await(String path, Predicate<JsonNode> isReached) {
    return Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> get(path), isReached);
  }

  private ConsoleUser user() {
    return new ConsoleUser(browser, server, Viewport.WIDE_LIGHT);
  }

  @Test
  @Tag("T12")
  void refusedDeliveryIsSentOnceAlsoByADoubleClick() {
    String trigger = DEFAULT + "triggers/refusing";
    String url = put(trigger, JSON, FAILING).path("url").asText();
    assertThat(server.post(URI.create(url).getPath(), "{\"n\": 7}").statusCode()).isEqualTo(422);
    var unused = await(trigger + "/refused", it -> it.path("refused").size() == 1);
    try (ConsoleUser user = user().signIn()) {
      Page page = user.page();
      Locator row = page.locator("[aria-labelledby=refused-title] tbody tr");
      user.go("trigger.xhtml", "refusing");
      row.getByText("Send again…").click();
      user.inDialog("Send again").click();
      assertThat(page.getByText("The delivery was refused again.").first()).isVisible();

      var unusedSetup = put(trigger, JSON, CORRECTED);
      row.getByText("Send again…").click();
      user.check("refused-resend");
      user.inDialog("Send again").dblclick();
      assertThat(row.getByText("Send again…")).hasCount(0);
      assertThat(row).containsText("accepted, by admin");
      assertThat(page.locator(".faults")).hasCount(0);
      row.getByText("run", new Locator.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("main")).containsText("greet");
    }
    assertThat(get(DEFAULT + "runs").path("runs")).hasSize(1);
  }

  @Test
  @Tag("R9")
  void unknownUrlsAreShownToAdminsOnly() {
    String unknown = "unknown-trigger-of-a-sender-0123456789";
    assertThat(
            server
                .post("/api/inbound/default/triggers/" + unknown, "{\"workflow\": \"greet\"}")
                .statusCode())
        .isEqualTo(404);
    var unused = await("unknown-urls", it -> it.toString().contains("\"prefix\":\"unknow\""));
    try (ConsoleUser user = user().signIn()) {
      user.go("rejections.xhtml?workspace=default");
      Locator section = user.page().locator("[aria-labelledby=unknown-title]");
      assertThat(section).containsText("unknow…");
      assertThat(section).not().containsText(unknown);
      user.check("unknown-urls");
    }
    try (ConsoleUser user = user().signIn("olga", OPERATOR_PASSWORD)) {
      user.go("rejections.xhtml?workspace=default");
      assertThat(user.page().locator("h1")).hasText("Rejections");
      assertThat(user.page().locator("#unknown-title")).hasCount(0);
      assertThat(user.page().locator("main")).not().containsText("unknow…");
    }
  }

  @Test
  @Tag("T10")
  @Tag("C11")
  void overviewCountsTheIgnoredEventsThatRequestsList() {
    String url =
        put(
                DEFAULT + "triggers/ignoring",
                JSON,
                "{\"split\": \"\", \"routes\": [{\"when\": \"true\", \"ignore\": true}]}")
            .path("url")
            .asText();
    for (String body : new String[] {"[{}]", "[{}, {}]"}) {
      assertThat(server.post(URI.create(url).getPath(), body).statusCode()).isEqualTo(200);
    }
    var unused = await(DEFAULT + "requests", it -> ignored(it) == 3);
    try (ConsoleUser user = user().signIn()) {
      user.go("overview.xhtml?workspace=default");
      Locator figure =
          user.page()
              .locator(".figures li")
              .filter(new Locator.FilterOptions().setHasText("Ignored"))
              .locator(".figure");
      assertThat(figure)
          .hasText("3", new LocatorAssertions.HasTextOptions().setTimeout(30_000)); // counts lag
    }
  }

  private static long ignored(JsonNode requests) {
    return StreamSupport.stream(requests.path("requests").spliterator(), false)
        .mapToLong(request -> request.path("ignored").asLong())
        .sum();
  }

  /** A response with two policies would block the scripts of the page. */
  @Test
  void pageOfAnUnknownTriggerHasOnePolicyAndNoBlockedScript() {
    ConsoleUser user = user().signIn();
    Page page = user.page();
    var response =
        page.navigate(server.base() + "/console/trigger.xhtml?workspace=default&name=unknown");
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.headersArray())
        .filteredOn(header -> header.name.equalsIgnoreCase("Content-Security-Policy"))
        .hasSize(1);
    assertThat(page.locator("h1")).hasText("Page not found");
    user.check("not-found");
    assertThat(user.errors()).noneMatch(error -> error.contains("Content Security Policy"));
    page.context().close();
  }
}

package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import drawbridge.platform.json.Json;
import drawbridge.system.Server;
import drawbridge.system.SharedServer;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests in the console: list, filter, details, command and dry run. */
@ExtendWith({Chromium.class, SharedServer.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestsBrowserST {

  private static final String GREET =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - greet: {set: {text: 'Hello, {{runtime.name}}!'}}
      """;
  private static final String STRICT =
      "{\"keepRefused\": 5, \"workflow\": \"greet\", \"split\": \"/events\","
          + " \"uidFrom\": {\"pointer\": \"/id\"}}";

  private static final Route.FulfillOptions NO_STREAM =
      new Route.FulfillOptions().setStatus(200).setContentType("text/html").setBody("");

  private final Browser browser;
  private final Tenant tenant;
  private String batch;
  private String refused;

  RequestsBrowserST(Browser browser, Server server) {
    this.browser = browser;
    this.tenant = Tenant.of(server);
  }

  @BeforeAll
  void setUp() {
    tenant.save("greet", GREET);
    batch =
        requestId(
            tenant.post(
                "{\"workflow\": \"greet\", \"batch\": [{\"uid\": \"one\", \"name\": \"Ada\"},"
                    + " {\"workflow\": \"unknown\"}]}"));
    String url = tenant.trigger("strict", STRICT);
    String path = URI.create(url).getPath();
    tenant.server().post(path, "{\"events\": [{\"id\": \"a\", \"name\": \"Grace O'Hara\"}]}");
    refused = requestId(tenant.server().post(path, "{\"none\": \"Hopper\"}").body());
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> tenant.get("/requests?status=4xx").at("/requests/0").has("refusal"));
  }

  private static String requestId(String reply) {
    return Json.read(reply).path("requestId").asText();
  }

  private ConsoleUser user(Viewport viewport) {
    return new ConsoleUser(browser, tenant.server(), viewport).signIn();
  }

  private String request(String id) {
    return tenant.at("request.xhtml") + "&id=" + id;
  }

  @ForViewports
  void pagesHaveNoOverflowAndAreAccessible(Viewport viewport) {
    try (ConsoleUser user = user(viewport)) {
      user.go(tenant.at("requests.xhtml"));
      user.check("requests");
      user.go(tenant.at("requests.xhtml") + "&q=nothing-has-this-text");
      user.check("requests-none");
      user.go(request(batch));
      user.check("request");
      user.go(request(refused));
      user.check("request-refused");
    }
  }

  @Test
  void requestsAreFilteredByKeyboardAndOpened() {
    try (ConsoleUser user = user(Viewport.WIDE_LIGHT)) {
      Page page = user.page();
      user.go(tenant.at("requests.xhtml"));
      Locator rows = page.locator("tbody tr");
      page.keyboard().press("/");
      page.keyboard().type("HOPPER"); // in the body of a refused request
      page.keyboard().press("Enter");
      assertThat(rows).hasCount(1);
      assertThat(rows).containsText("400");
      assertThat(rows).containsText("malformed-request");
      rows.locator("a").click();
      assertThat(page.locator("main")).containsText("/events");
      assertThat(page.locator("main")).containsText("Hopper");

      user.go(tenant.at("requests.xhtml") + "&q=" + batch.toUpperCase(Locale.ROOT));
      assertThat(rows).hasCount(1);
      assertThat(rows).containsText("1 accepted, 1 rejected");
      rows.locator("a").click();
      assertThat(page.locator("[aria-labelledby=verdicts-title] tbody tr")).hasCount(2);
      page.locator("[aria-labelledby=verdicts-title] tbody a").click();
      assertThat(page.locator("h1")).containsText("greet");
      page.locator("a", new Page.LocatorOptions().setHasText(batch)).click();
      assertThat(page.locator("h1")).containsText("POST");
      assertThat(page.locator("main")).containsText("127.0.0.1");
      assertThat(page.locator("[aria-labelledby=headers-title]")).containsText("content-type");
    }
  }

  @Test
  void listFollowsNewRequestsUnlessTheReaderPointsAtIt() {
    tenant.post("{\"workflow\": \"greet\", \"name\": \"first\"}");
    try (ConsoleUser user = user(Viewport.WIDE_LIGHT)) {
      Page page = user.page();
      user.go(tenant.at("requests.xhtml"));
      Locator newest = page.locator("tbody a").first();
      String second = requestId(tenant.post("{\"workflow\": \"greet\", \"name\": \"second\"}"));
      assertThat(newest).hasAttribute("title", second);

      assertThat(page.locator("[data-stream-state]")).hasText("Live");

      page.locator("tbody tr").first().hover();
      String third = requestId(tenant.post("{\"workflow\": \"greet\", \"name\": \"third\"}"));
      assertThat(page.locator("[data-stream-new]")).hasText("1 new");
      assertThat(page.locator("[data-stream-state]")).hasText("Paused");
      assertThat(newest).hasAttribute("title", second);
      page.mouse().move(0, 0);
      assertThat(newest).hasAttribute("title", third);
      newest.click();
      assertThat(page.locator("h1")).containsText("POST");
    }
  }

  @Test
  void listThatHasNoStreamRefreshes() {
    try (ConsoleUser user = user(Viewport.WIDE_LIGHT)) {
      Page page = user.page();
      page.route("**/requests/live*", route -> route.fulfill(NO_STREAM));
      user.go(tenant.at("requests.xhtml"));
      assertThat(page.locator("[data-stream-state]")).containsText("Refreshes");
      String next = requestId(tenant.post("{\"workflow\": \"greet\", \"name\": \"next\"}"));
      assertThat(page.locator("tbody a").first())
          .hasAttribute(
              "title", next, new LocatorAssertions.HasAttributeOptions().setTimeout(9_000));
      user.forgetErrors(); // the browser reports that the reply is no stream
    }
  }

  @Test
  void testOfATriggerLeadsToItsRequest() {
    tenant.trigger("tested", "{\"workflow\": \"greet\"}");
    try (ConsoleUser user = user(Viewport.NARROW_DARK)) {
      Page page = user.page();
      user.go(tenant.at("trigger.xhtml") + "&name=tested");
      user.button("Send a test…").click();
      user.check("trigger-test");
      user.inDialog("Send").dblclick();
      assertThat(page.locator("main")).containsText("Sent by an operator as a test");
      assertThat(page.locator("main")).containsText("accepted");
      user.go(tenant.at("requests.xhtml") + "&trigger=tested");
      assertThat(page.locator("tbody tr")).hasCount(1);
      assertThat(page.locator("tbody tr")).containsText("test");
    }
    try (ConsoleUser user = tenant.viewer(browser)) {
      user.go(tenant.at("trigger.xhtml") + "&name=tested");
      assertThat(user.page().getByText("Send a test…")).hasCount(0);
    }
  }

  @Test
  void dryRunOpensWithTheRequest() {
    try (ConsoleUser user = user(Viewport.WIDE_LIGHT)) {
      Page page = user.page();
      user.go(tenant.at("requests.xhtml") + "&trigger=strict&status=202");
      page.locator("tbody a").click();
      user.link("Open in dry run").click();
      assertThat(page.locator("#trigger")).hasValue("strict");
      assertThat(page.locator("#body")).hasValue(Pattern.compile("Grace O'Hara"));
      page.locator("#try").click();
      assertThat(page.locator("[id='dry-run-result']")).containsText("Hello, Grace O'Hara!");
    }
  }

  @Test
  void dryRunOpensWithTheDataOfARun() {
    String run = tenant.run("{\"workflow\": \"greet\", \"name\": \"Katherine\"}");
    try (ConsoleUser user = user(Viewport.WIDE_LIGHT)) {
      Page page = user.page();
      user.go(tenant.at("run.xhtml") + "&id=" + run);
      user.link("Open in dry run").click();
      assertThat(page.locator("#body")).hasValue(Pattern.compile("Katherine"));
      page.locator("#try").click();
      assertThat(page.locator("[id='dry-run-result']")).containsText("Hello, Katherine!");
    }
  }

  @Test
  @Tag("O2")
  void requestIsSentAgainOnceAlsoByADoubleClick() {
    String first =
        requestId(tenant.post("{\"workflow\": \"greet\", \"uid\": \"r\", \"name\": \"Joan\"}"));
    try (ConsoleUser user = user(Viewport.NARROW_LIGHT)) {
      Page page = user.page();
      user.go(request(first));
      user.button("Send again…").first().click();
      assertThat(page.locator("#resend")).containsText("This request has 1 run.");
      user.check("request-resend");
      user.inDialog("Send again").dblclick();
      assertThat(page.locator("main")).containsText(first);
      assertThat(page.locator("main")).containsText("unchanged");

      user.button("Edit and send again…").click();
      page.locator("[id='edit-form:headers']").fill("x-why: test");
      page.locator("[id='edit-form:body']").fill("{\"workflow\": \"greet\", \"name\": \"Ida\"}");
      user.check("request-edit");
      page.locator("[id='edit-form:send-edited']").click();
      assertThat(page.locator("main")).containsText("edited");
      assertThat(page.locator("[aria-labelledby=headers-title]")).containsText("x-why");
    }
    assertThat(tenant.get("/requests?q=joan").path("requests")).hasSize(2);
  }

  @Test
  @Tag("O2")
  void headerThatAuthenticatesIsRefusedAndViewersGetNoDialog() {
    try (ConsoleUser user = user(Viewport.WIDE_DARK)) {
      user.go(request(batch));
      user.button("Edit and send again…").click();
      user.page().locator("[id='edit-form:headers']").fill("Cookie: x");
      user.page().locator("[id='edit-form:send-edited']").click();
      assertThat(user.page().locator(".ui-growl-message")).containsText("cannot be set");
    }
    try (ConsoleUser user = tenant.viewer(browser)) {
      user.go(request(batch));
      assertThat(user.page().getByText("Send again…")).hasCount(0);
    }
  }

  @Test
  @Tag("T2")
  void viewerGetsNoUrlOfATrigger() {
    String url = tenant.trigger("strict", STRICT);
    try (ConsoleUser user = tenant.viewer(browser)) {
      user.go(request(refused));
      assertThat(user.page().locator("pre.curl")).containsText("$TRIGGER_URL");
      assertThat(user.page().content()).doesNotContain(URI.create(url).getPath());
    }
    try (ConsoleUser user = user(Viewport.WIDE_LIGHT)) {
      user.go(request(refused));
      assertThat(user.page().locator("pre.curl")).containsText(URI.create(url).getPath());
    }
  }
}

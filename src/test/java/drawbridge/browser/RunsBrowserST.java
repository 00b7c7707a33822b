package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import drawbridge.system.Server;
import drawbridge.system.SharedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs in the console: list, search, details and replay. */
@ExtendWith({Chromium.class, SharedServer.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunsBrowserST {

  private static final Path SAMPLES = Path.of("src", "samples", "workflows");

  private final Browser browser;
  private final Tenant tenant;
  private String greeted;
  private String failed;

  RunsBrowserST(Browser browser, Server server) {
    this.browser = browser;
    this.tenant = Tenant.of(server);
  }

  @BeforeAll
  void setUp() throws IOException {
    for (String sample : List.of("greeting", "fan-out-item", "order-relay")) {
      tenant.save(sample, Files.readString(SAMPLES.resolve(sample + ".yaml")));
    }
    greeted = tenant.run("{\"workflow\": \"greeting\", \"uid\": \"first\", \"name\": \"Ada\"}");
    failed =
        tenant.run(
            "{\"workflow\": \"fan-out-item\", \"item\": {\"sku\": \"nail\", \"quantity\": 0,"
                + " \"price\": 1}, \"number\": 1}");
  }

  private ConsoleUser user() {
    return new ConsoleUser(browser, tenant.server(), Viewport.WIDE_LIGHT).signIn();
  }

  private String run(String id) {
    return tenant.at("run.xhtml") + "&id=" + id;
  }

  @Test
  void runsAreFilteredSearchedAndOpened() {
    try (ConsoleUser user = user()) {
      Page page = user.page();
      user.go(tenant.at("runs.xhtml"));
      page.getByLabel("Status").selectOption("failed");
      user.button("Find").click();
      assertThat(page)
          .hasURL(
              tenant.server().base() + "/console/" + tenant.at("runs.xhtml") + "&status=failed");
      assertThat(page.locator("tbody .chip").first()).hasText("failed");
      assertThat(page.locator("tbody .chip").allTextContents()).containsOnly("failed");

      user.link("Clear").click();
      page.getByLabel("Search").fill("Ada");
      page.keyboard().press("Enter");
      assertThat(page.locator("tbody tr")).hasCount(1);
      page.locator("tbody a").click();
      assertThat(page.locator("h1")).hasText("greeting v1");
      assertThat(page.locator("main")).containsText(greeted);

      user.go(tenant.at("runs.xhtml") + "&q=nothing-like-it");
      assertThat(page.getByText("No matching runs")).isVisible();
      user.go(tenant.at("runs.xhtml") + "&request=1&from=yesterday");
      assertThat(page.getByRole(AriaRole.ALERT).locator("li")).hasCount(2);
    }
  }

  @Test
  void listShowsNewRunsWithoutReload() {
    try (ConsoleUser user = user()) {
      user.go(tenant.at("runs.xhtml") + "&workflow=order-relay");
      assertThat(user.page().getByText("No matching runs")).isVisible();
      tenant.run(
          "{\"workflow\": \"order-relay\", \"relayUrl\": \"http://localhost:1\", \"order\": {}}");
      assertThat(user.page().locator("tbody tr").first()).isVisible();
    }
  }

  @Test
  void failedRunShowsItsProblemAndIsReplayed() {
    try (ConsoleUser user = user()) {
      Page page = user.page();
      user.go(run(failed));
      Page.GetByTextOptions exactly = new Page.GetByTextOptions().setExact(true);
      assertThat(page.getByText("Nothing was ordered", exactly).first()).isVisible();
      Locator step = page.locator(".timeline > li[data-state=failed] details");
      assertThat(step).hasAttribute("open", "");
      user.button("Replay from here…").first().click();
      page.locator("[id='replay-form:yes']").click();
      assertThat(page.getByText("This is the replay.")).isVisible();
      assertThat(page.locator("main")).containsText("Replay of");
      page.locator("main a[href*='" + failed + "']").click();
      assertThat(page.locator("main")).containsText("Replayed as");
    }
  }

  @Test
  @Tag("X17")
  void usedUpRetriesAreShownAsAFailureWithItsReason() {
    tenant.save(
        "gives-up",
        "document: {dsl: '1.0.0', namespace: tests, name: gives-up, version: '1.0.0'}\n"
            + "do: [{tried: {try: [{stop: {raise: {error: {type: 'https://example.org/x', status:"
            + " 500, detail: No stock left}}}}], catch: {retry: {limit: {attempt: {count:"
            + " 1}}}}}}]\n");
    String run = tenant.run("{\"workflow\": \"gives-up\"}");
    Awaitility.await().until(() -> tenant.runs().contains("No stock left"));
    try (ConsoleUser user = user()) {
      Page page = user.page();
      user.go(tenant.at("runs.xhtml") + "&q=No%20stock%20left");
      assertThat(page.locator("tbody .chip").first()).hasText("failed");
      assertThat(page.locator("tbody tr").first()).containsText("No stock left");
      user.go(run(run));
      assertThat(page.locator(".notice.bad")).containsText("No stock left");
    }
  }

  @Test
  void childrenAreFoldedUnderTheRunThatStartedThem() {
    tenant.save(
        "family",
        """
        document: {dsl: '1.0.0', namespace: tests, name: family, version: '1.0.0'}
        do:
          - first: {run: {workflow: {namespace: default, name: greeting, version: latest, input: {name: Ada}}}}
          - second: {run: {workflow: {namespace: default, name: greeting, version: latest, input: {name: Bea}}}}
        """);
    String parent = tenant.run("{\"workflow\": \"family\", \"uid\": \"family\"}");
    Awaitility.await()
        .until(() -> tenant.get("/runs/" + parent).path("status").asText().equals("succeeded"));
    try (ConsoleUser user = user()) {
      Page page = user.page();
      user.go(tenant.at("runs.xhtml"));
      Locator children = page.locator("tr[data-root='" + parent + "'][data-depth='1']");
      assertThat(children).hasCount(2);
      assertThat(children.first()).isHidden();
      user.button("2 children").click();
      assertThat(children.first()).isVisible();
      assertThat(user.button("2 children")).hasAttribute("aria-expanded", "true");
      user.check("runs-unfolded");
      page.evaluate("() => document.activeElement.blur()");
      tenant.run("{\"workflow\": \"greeting\", \"name\": \"Cy\"}");
      assertThat(page.locator("tbody tr").first()).not().hasAttribute("data-root", parent);
      assertThat(children.first()).isVisible();
    }
  }

  @Test
  void selectedRunsAreReplayedAndCancelled() {
    tenant.save(
        "slow",
        """
        document: {dsl: '1.0.0', namespace: tests, name: slow, version: '1.0.0'}
        do: [{pause: {wait: {hours: 1}}}]
        """);
    String waiting = tenant.run("{\"workflow\": \"slow\", \"uid\": \"one\"}");
    String second = tenant.run("{\"workflow\": \"slow\", \"uid\": \"two\"}");
    try (ConsoleUser user = user()) {
      Page page = user.page();
      user.go(tenant.at("runs.xhtml") + "&workflow=slow");
      assertThat(user.button("Cancel…")).isHidden();
      page.getByLabel("Select all runs of this page").check();
      assertThat(page.getByText("2 selected")).isVisible();
      user.check("runs-selected");
      user.button("Replay…").click();
      user.inDialog("Replay the runs").click();
      assertThat(page.getByText("2 runs replayed.")).isVisible();
      assertThat(page.locator("tbody tr")).hasCount(4);

      page.locator("[value='" + waiting + "']").check();
      user.button("Cancel…").click();
      user.inDialog("Cancel the runs").click();
      assertThat(page.getByText("1 run cancelled.")).isVisible();
      assertThat(page.locator("tr[data-root='" + waiting + "'] .chip")).hasText("cancelled");

      page.locator("[value='" + waiting + "']").check();
      page.locator("[value='" + second + "']").check();
      user.button("Cancel…").click();
      user.inDialog("Cancel the runs").click();
      assertThat(page.getByText("1 run cancelled, 1 not.")).isVisible();
      assertThat(page.getByText("it had ended")).isVisible();
      user.check("runs-outcome");
    }
  }

  @Test
  void narrowListSelectsToo() {
    try (ConsoleUser user = new ConsoleUser(browser, tenant.server(), Viewport.NARROW_DARK)) {
      user.signIn();
      user.go(tenant.at("runs.xhtml"));
      user.page().locator("[data-selects]").first().check();
      assertThat(user.page().getByText("1 selected")).isVisible();
      user.check("runs-selected");
    }
  }

  @Test
  void viewerSelectsNothing() {
    try (ConsoleUser viewer = tenant.viewer(browser)) {
      viewer.go(tenant.at("runs.xhtml"));
      assertThat(viewer.page().locator("tbody tr").first()).isVisible();
      assertThat(viewer.page().locator("input[type=checkbox]")).hasCount(0);
    }
  }
}

package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import drawbridge.system.Server;
import drawbridge.system.SharedServer;
import java.util.Collections;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bulk replays in the console. */
@ExtendWith({Chromium.class, SharedServer.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplaysBrowserST {

  private static final String FAILING =
      """
      document: {dsl: '1.0.0', namespace: tests, name: failing, version: '1.0.0'}
      do:
        - fail: {raise: {error: {type: 'https://example.org/refused', status: 500}}}
      """;
  private static final HasTextOptions WITH_TIMEOUT = new HasTextOptions().setTimeout(60_000);

  private final Browser browser;
  private final Tenant tenant;

  ReplaysBrowserST(Browser browser, Server server) {
    this.browser = browser;
    this.tenant = Tenant.of(server);
  }

  @BeforeAll
  void setUp() {
    tenant.save("failing", FAILING);
    String entries = String.join(",", Collections.nCopies(30, "{}"));
    tenant.post("{\"workflow\": \"failing\", \"batch\": [" + entries + "]}");
  }

  private ConsoleUser user(Viewport viewport) {
    return new ConsoleUser(browser, tenant.server(), viewport).signIn();
  }

  private static Locator fact(ConsoleUser user, String name) {
    return user.page().locator("dl div", new Page.LocatorOptions().setHasText(name)).last();
  }

  @ForViewports
  void failedRunsArePreviewedAndReplayed(Viewport viewport) {
    try (ConsoleUser user = user(viewport)) {
      user.go(tenant.at("runs.xhtml") + "&status=failed&workflow=failing");
      user.link("Replay matching runs…").click();
      assertThat(user.page().locator("h2").first()).hasText(Pattern.compile("\\d+ original runs"));
      user.check("new-replay");
      user.page().getByLabel("Runs per second").fill("0");
      user.button("Start replay").click();
      assertThat(user.page().getByText("Enter a number from 1 to 1000.")).isVisible();
      user.page().getByLabel("Runs per second").fill("200");
      user.button("Start replay").click();
      assertThat(user.page().locator(".chip").first()).hasText("done", WITH_TIMEOUT);
      assertThat(fact(user, "Replayed")).hasText(Pattern.compile("Replayed\\s*[1-9]\\d*"));
      user.check("replay");
      user.link("Replays").first().click();
      assertThat(user.page().locator("tbody tr").first()).containsText("status failed");
      user.check("replays");
    }
  }

  @Test
  void bulkReplayIsPausedResumedAndCancelled() {
    try (ConsoleUser user = user(Viewport.WIDE_LIGHT)) {
      user.go(tenant.at("repeat.xhtml") + "&workflow=failing");
      user.page().getByLabel("Runs per second").fill("1");
      user.button("Start replay").click();
      Locator state = user.page().locator(".chip").first();
      assertThat(state).hasText("running");
      user.button("Pause").click();
      assertThat(state).hasText("paused");
      user.button("Resume").click();
      assertThat(state).hasText("running");
      user.button("Cancel").click();
      assertThat(state).hasText("cancelled");
      assertThat(user.button("Pause")).hasCount(0);
    }
  }

  @Test
  @Tag("O3")
  void outcomesLinkToTheirRunsAndASecondReplayOffersTheOriginals() {
    tenant.save("again", FAILING.replace("name: failing", "name: again"));
    tenant.post("{\"workflow\": \"again\", \"batch\": [{}, {}, {}, {}, {}, {}]}");
    try (ConsoleUser user = user(Viewport.WIDE_LIGHT)) {
      for (int attempt = 1; attempt <= 2; attempt++) {
        user.go(tenant.at("repeat.xhtml") + "&workflow=again");
        assertThat(user.page().locator("h2").first()).hasText("6 original runs");
        assertThat(user.link(attempt * 6 + " runs match")).isVisible();
        user.button("Start replay").click();
        assertThat(user.page().locator(".chip").first()).hasText("done", WITH_TIMEOUT);
        Locator failed = user.link("6 failed");
        assertThat(failed).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        assertThat(user.page().locator("main")).not().containsText("succeeded");
        failed.click();
        assertThat(user.page().locator("tbody tr")).hasCount(6);
        assertThat(user.page().locator("tbody .tag")).hasCount(6);
        user.go(tenant.at("replays.xhtml"));
        assertThat(user.page().locator("tbody tr").first()).containsText("6 failed");
      }
    }
  }

  @Test
  void emptyPreviewHasNoStartButton() {
    try (ConsoleUser user = user(Viewport.WIDE_LIGHT)) {
      user.go(tenant.at("repeat.xhtml") + "&uid=unknown");
      assertThat(user.page().getByText("No matching runs")).isVisible();
      user.go(tenant.at("repeat.xhtml") + "&from=yesterday");
      assertThat(user.page().locator(".faults")).containsText("must be a time");
      assertThat(user.button("Start replay")).hasCount(0);
    }
  }
}

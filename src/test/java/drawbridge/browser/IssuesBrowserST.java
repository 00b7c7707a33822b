package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import drawbridge.system.Server;
import drawbridge.system.SharedServer;
import java.util.Collections;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator finds failures by their issue, replays the group, and resolves it. */
@ExtendWith({Chromium.class, SharedServer.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("O3")
class IssuesBrowserST {

  private static final String FAILING =
      """
      document: {dsl: '1.0.0', namespace: tests, name: failing, version: '1.0.0'}
      do:
        - charge:
            raise:
              error:
                type: https://example.org/refused
                status: 500
                title: Refused
                detail: order {{runtime.order}} was refused
      """;
  private static final String MENDED =
      """
      document: {dsl: '1.0.0', namespace: tests, name: failing, version: '2.0.0'}
      do:
        - charge: {set: {paid: true}}
      """;
  private static final double TIMEOUT = 60_000;
  private static final IsVisibleOptions VISIBLE = new IsVisibleOptions().setTimeout(TIMEOUT);

  private final Browser browser;
  private final Tenant tenant;

  IssuesBrowserST(Browser browser, Server server) {
    this.browser = browser;
    this.tenant = Tenant.of(server);
  }

  @BeforeAll
  void setUp() {
    tenant.save("failing", FAILING);
    tenant.save("other", FAILING.replace("name: failing", "name: other"));
    String entries = String.join(",", Collections.nCopies(12, "{\"order\": 4711}"));
    tenant.post("{\"workflow\": \"failing\", \"batch\": [" + entries + "]}");
    tenant.post("{\"workflow\": \"other\", \"batch\": [{\"order\": 1}, {\"order\": 22}]}");
  }

  private ConsoleUser user(Viewport viewport) {
    return new ConsoleUser(browser, tenant.server(), viewport).signIn();
  }

  private static Locator state(ConsoleUser user) {
    return user.page().locator(".states .chip");
  }

  @ForViewports
  void failuresAreOneIssueInEveryLayout(Viewport viewport) {
    try (ConsoleUser user = user(viewport)) {
      user.go(tenant.at("overview.xhtml"));
      Locator link = user.page().getByText(Pattern.compile("\\d open issues?")).first();
      assertThat(link).isVisible(VISIBLE);
      user.check("overview-issues");
      link.click();
      Locator row = user.page().locator("tbody tr").filter(with("other"));
      assertThat(row).containsText("Refused · order * was refused");
      assertThat(row.locator(".cell-duration"))
          .hasText("2", new HasTextOptions().setTimeout(TIMEOUT));
      user.check("issues");
      row.locator(".cell-duration a").click();
      assertThat(user.page().locator("tbody tr")).hasCount(2);
      user.page().goBack();
      row.locator(".cell-run a").click();
      assertThat(user.page().locator("h1")).hasText("Refused · order * was refused");
      assertThat(user.page().locator(".notice.bad"))
          .containsText(Pattern.compile("order \\d+ was refused"));
      user.check("issue");
      user.page().locator(".notice.bad a").click();
      assertThat(user.page().locator("h1")).containsText("other");
      user.page().locator("dl div").filter(with("Issue")).locator("a").click();
      assertThat(user.page().locator("h1")).hasText("Refused · order * was refused");
    }
  }

  private static Locator.FilterOptions with(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void aGroupIsReplayedWithItsOutcomeAndReopensByItself() {
    try (ConsoleUser user = user(Viewport.WIDE_LIGHT)) {
      user.go(tenant.at("issues.xhtml") + "&workflow=failing");
      assertThat(user.link("12 failed runs")).isVisible(VISIBLE);
      user.page().locator("tbody .cell-run a").click();
      assertThat(state(user)).hasText("open");
      user.button("Acknowledge").click();
      assertThat(state(user)).hasText("acknowledged");
      user.button("Resolve").click();
      assertThat(state(user)).hasText("resolved");
      assertThat(user.page().locator(".states")).containsText("by admin");

      tenant.post("{\"workflow\": \"failing\", \"order\": 9}");
      assertThat(state(user)).hasText("open", new HasTextOptions().setTimeout(TIMEOUT));
      assertThat(user.page().locator("dl")).containsText("13");

      tenant.save("failing", MENDED);
      user.link("Replay this group…").click();
      assertThat(user.page().locator("h2").first()).hasText("13 original runs");
      user.page().getByLabel("Definition").selectOption("latest");
      user.button("Start replay").click();
      assertThat(user.link("13 succeeded")).isVisible(VISIBLE);
      user.page().goBack();
      user.page().goBack();
      Locator outcome = user.page().getByText("13 succeeded");
      assertThat(outcome).isVisible(VISIBLE);
      user.check("issue-replays");
      outcome.click();
      assertThat(user.page().locator("tbody tr")).hasCount(13);
      user.page().goBack();
      user.link("Replay this group…").click();
      assertThat(user.page().getByText("13 of the originals will be skipped")).isVisible();
    }
  }

  @Test
  void anUnknownIssueIsNotFound() {
    try (ConsoleUser user = user(Viewport.WIDE_LIGHT)) {
      user.go(tenant.at("issues.xhtml") + "&q=nothing%20like%20this");
      assertThat(user.page().getByText("No matching issues")).isVisible();
      user.go(tenant.at("issue.xhtml") + "&id=01900000-0000-7000-8000-000000000000");
      assertThat(user.page().getByText("There is no such issue")).isVisible();
      user.forgetErrors();
    }
  }
}

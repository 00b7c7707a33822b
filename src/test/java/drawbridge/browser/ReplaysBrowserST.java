package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import drawbridge.system.Server;
import drawbridge.system.SharedServer;
import java.util.Collections;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many runs repeated at once, as an operator does it after an outage. */
@ExtendWith({Chromium.class, SharedServer.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplaysBrowserST {

  private static final String FAILING =
      """
      document: {dsl: '1.0.0', namespace: tests, name: failing, version: '1.0.0'}
      do:
        - fail: {raise: {error: {type: 'https://example.org/refused', status: 500}}}
      """;
  private static final HasTextOptions PATIENTLY = new HasTextOptions().setTimeout(60_000);

  private final Browser browser;
  private final Tenant tenant;

  ReplaysBrowserST(Browser browser, Server server) {
    this.browser = browser;
    this.tenant = Tenant.of(server);
  }

  @BeforeAll
  void furnish() {
    tenant.save("failing", FAILING);
    String entries = String.join(",", Collections.nCopies(30, "{}"));
    tenant.post("{\"workflow\": \"failing\", \"batch\": [" + entries + "]}");
  }

  private Visitor visitor(Sight sight) {
    return new Visitor(browser, tenant.server(), sight).signIn();
  }

  private static Locator fact(Visitor visitor, String name) {
    return visitor.page().locator("dl div", new Page.LocatorOptions().setHasText(name)).last();
  }

  @ParameterizedTest
  @EnumSource(
      value = Sight.class,
      names = {"WIDE_LIGHT", "NARROW_LIGHT"})
  void failedRunsAreCountedThenRepeatedThenSeen(Sight sight) {
    try (Visitor visitor = visitor(sight)) {
      visitor.go(tenant.at("runs.xhtml") + "&status=failed&workflow=failing");
      visitor.link("Repeat these…").click();
      assertThat(visitor.page().locator("h2").first())
          .hasText(Pattern.compile("\\d+ runs would be repeated"));
      visitor.look("repeat");
      visitor.page().getByLabel("Runs in a second").fill("0");
      visitor.button("Repeat them").click();
      assertThat(visitor.page().getByText("The rate is from 1 to 1000.")).isVisible();
      visitor.page().getByLabel("Runs in a second").fill("200");
      visitor.button("Repeat them").click();
      assertThat(visitor.page().locator(".chip").first()).hasText("done", PATIENTLY);
      assertThat(fact(visitor, "Repeated")).hasText(Pattern.compile("Repeated\\s*[1-9]\\d*"));
      visitor.look("replay");
      visitor.link("Replays").first().click();
      assertThat(visitor.page().locator("tbody tr").first()).containsText("status failed");
      visitor.look("replays");
    }
  }

  @Test
  void oneThatIsSlowIsPausedResumedAndCancelled() {
    try (Visitor visitor = visitor(Sight.WIDE_LIGHT)) {
      visitor.go(tenant.at("repeat.xhtml") + "&workflow=failing");
      visitor.page().getByLabel("Runs in a second").fill("1");
      visitor.button("Repeat them").click();
      Locator state = visitor.page().locator(".chip").first();
      assertThat(state).hasText("running");
      visitor.button("Pause").click();
      assertThat(state).hasText("paused");
      visitor.button("Resume").click();
      assertThat(state).hasText("running");
      visitor.button("Cancel").click();
      assertThat(state).hasText("cancelled");
      assertThat(visitor.button("Pause")).hasCount(0);
    }
  }

  @Test
  void aFilterThatFindsNothingHasNothingToRepeat() {
    try (Visitor visitor = visitor(Sight.WIDE_LIGHT)) {
      visitor.go(tenant.at("repeat.xhtml") + "&uid=nobody");
      assertThat(visitor.page().getByText("No run is like that")).isVisible();
      visitor.go(tenant.at("repeat.xhtml") + "&from=yesterday");
      assertThat(visitor.page().locator(".faults")).containsText("The beginning is no time");
      assertThat(visitor.button("Repeat them")).hasCount(0);
    }
  }
}

package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import drawbridge.platform.json.Json;
import drawbridge.system.Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Behaviour that all pages of the console share. */
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleBrowserST {

  private static final Path SAMPLES = Path.of("src", "samples", "workflows");

  private final Browser browser;
  private final List<String> errors = new ArrayList<>();
  private Server server;
  private String greeted;
  private String failed;
  private Page page;

  ConsoleBrowserST(Browser browser) {
    this.browser = browser;
  }

  @BeforeAll
  void setUp(@TempDir Path directory) throws Exception {
    server =
        Server.start(
            directory,
            Map.of("DRAWBRIDGE_WORKFLOWS_DIRECTORY", SAMPLES.toAbsolutePath().toString()));
    greeted = run("{\"workflow\": \"greeting\", \"uid\": \"first\", \"name\": \"Ada\"}");
    failed =
        run(
            "{\"workflow\": \"fan-out-item\", \"item\": {\"sku\": \"nail\", \"quantity\": 0,"
                + " \"price\": 1}, \"number\": 1}");
    run(
        "{\"workflow\": \"fan-out\", \"items\": [{\"sku\": \"saw\", \"quantity\": 1, \"price\": 3}]}");
    server.post("{\"workflow\": \"unknown\"}");
  }

  @AfterAll
  void close() {
    server.close();
  }

  @BeforeEach
  void open() {
    page = window(Viewport.WIDE_LIGHT);
  }

  @AfterEach
  void noErrors() {
    page.context().close();
    assertThat(errors).isEmpty();
  }

  @Test
  void signInRedirectsToTheRequestedPage() {
    page.navigate(at("runs.xhtml?workspace=default&status=failed"));
    assertThat(page).hasTitle("Sign in · Drawbridge");
    assertThat(page.getByLabel("Name")).isFocused();
    page.keyboard().type("admin");
    page.keyboard().press("Tab");
    page.keyboard().type("not the password");
    page.keyboard().press("Enter");
    assertThat(page.getByText("Wrong name or password.")).isVisible();

    page.getByLabel("Password").fill(Server.PASSWORD);
    page.keyboard().press("Enter");
    assertThat(page).hasURL(at("runs.xhtml?workspace=default&status=failed"));
    assertThat(page.locator("h1")).hasText("Runs");

    page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
    assertThat(page).hasTitle("Sign in · Drawbridge");
    page.navigate(at("overview.xhtml"));
    assertThat(page).hasTitle("Sign in · Drawbridge");
  }

  @Test
  void keyboardReachesContentSearchAndDialogs() {
    signIn();
    page.navigate(at("runs.xhtml"));
    page.keyboard().press("Tab");
    assertThat(page.getByText("Skip to the content")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("main")).isFocused();
    page.keyboard().press("/");
    assertThat(page.getByLabel("Search")).isFocused();

    page.navigate(at("run.xhtml?workspace=default&id=" + greeted));
    Locator replay = page.getByRole(AriaRole.BUTTON, named("Replay…"));
    replay.focus();
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
    assertThat(replay).isFocused();
  }

  @Test
  void openPageShowsAnOutageAndRecovers() {
    signIn();
    page.navigate(at("runs.xhtml"));
    Locator offline = page.getByText("The server does not answer.");
    assertThat(offline).isHidden();
    page.route(
        "**/runs.xhtml",
        poll -> poll.fulfill(new Route.FulfillOptions().setStatus(503).setBody("Unavailable.")));
    assertThat(offline).isVisible();
    assertThat(page.locator("tbody tr").first()).isVisible();
    page.unroute("**/runs.xhtml");
    assertThat(offline).isHidden();
    errors.removeIf(error -> error.contains("503"));
  }

  @Test
  void themeIsStoredAndTimesUseTheBrowsersZone() {
    signIn();
    page.navigate(at("run.xhtml?workspace=default&id=" + greeted));
    assertThat(page.locator("main time").first()).hasText(Pattern.compile("\\d+ \\w+, [\\d:]{8}"));
    String iso = page.locator("main time").first().getAttribute("title");
    assertThat(iso).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
    page.getByRole(AriaRole.BUTTON, named("Theme")).click();
    page.getByRole(AriaRole.BUTTON, named("Theme")).click();
    page.navigate(at("runs.xhtml"));
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    assertThat(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(17, 19, 24)");
  }

  @Test
  void unknownPagesGiveAnErrorPage() {
    signIn();
    for (String unknown :
        List.of(
            "run.xhtml?workspace=default&id=" + greeted.replace('0', '1'),
            "runs.xhtml?workspace=elsewhere",
            "nowhere.xhtml")) {
      assertThat(page.navigate(at(unknown)).status()).isEqualTo(404);
      assertThat(page.locator("h1")).hasText("Page not found");
    }
    errors.clear(); // the browser reports each 404
  }

  @ForViewports
  void pagesHaveNoOverflowAndAreAccessible(Viewport viewport) {
    page.context().close();
    page = window(viewport);
    page.navigate(at("sign-in.xhtml"));
    check(viewport, "sign-in");
    signIn();
    Map<String, String> pages =
        Map.of(
            "overview", "overview.xhtml?workspace=default",
            "runs", "runs.xhtml?workspace=default",
            "runs-none", "runs.xhtml?workspace=default&status=cancelled",
            "run", "run.xhtml?workspace=default&id=" + greeted,
            "run-failed", "run.xhtml?workspace=default&id=" + failed,
            "audit", "audit.xhtml?workspace=default");
    pages.forEach(
        (name, address) -> {
          page.navigate(at(address));
          check(viewport, name);
        });
    page.navigate(at("run.xhtml?workspace=default&id=" + failed));
    page.getByRole(AriaRole.BUTTON, named("Replay…")).click();
    check(viewport, "run-replay");
  }

  private void check(Viewport viewport, String name) {
    page.waitForLoadState();
    viewport.screenshot(page, name);
    assertThat(Viewport.overflow(page)).as(name).isZero();
    assertThat(viewport.violations(page, name)).as(name).isEmpty();
  }

  private Page window(Viewport viewport) {
    Page opened = viewport.open(browser);
    BrowserContext context = opened.context();
    context.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            errors.add(message.text());
          }
        });
    context.onWebError(error -> errors.add(error.error()));
    return opened;
  }

  private void signIn() {
    page.navigate(at("sign-in.xhtml"));
    page.getByLabel("Name").fill("admin");
    page.getByLabel("Password").fill(Server.PASSWORD);
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Overview");
  }

  private String at(String address) {
    return server.base() + "/console/" + address;
  }

  private String run(String body) {
    return Json.read(server.post(body).body()).at("/results/0/runId").asText();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}

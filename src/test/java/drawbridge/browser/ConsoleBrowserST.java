package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import drawbridge.platform.Json;
import drawbridge.system.Server;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The console as an operator uses it, with mouse and keyboard. */
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleBrowserST {

  /** Pages come in less than a second; a busy machine takes longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Path SAMPLES = Path.of("src", "samples", "workflows");

  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();
  private Server server;
  private String greeted;
  private String failed;
  private Page page;

  ConsoleBrowserST(Browser browser) {
    this.browser = browser;
  }

  @BeforeAll
  void furnish(@TempDir Path directory) throws Exception {
    setDefaultAssertionTimeout((double) PATIENCE.toMillis());
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
    server.post("{\"workflow\": \"nobody-knows\"}");
  }

  @AfterAll
  void close() {
    server.close();
  }

  @BeforeEach
  void open() {
    page = window(Sight.WIDE_LIGHT);
  }

  @AfterEach
  void noPageComplained() {
    page.context().close();
    assertThat(complaints).isEmpty();
  }

  @Test
  void aStrangerSignsInAndComesToThePageThatWasAskedFor() {
    page.navigate(at("runs.xhtml?workspace=default&status=failed"));
    assertThat(page).hasTitle("Sign in · Drawbridge");
    assertThat(page.getByLabel("Name")).isFocused();
    page.keyboard().type("admin");
    page.keyboard().press("Tab");
    page.keyboard().type("not the password");
    page.keyboard().press("Enter");
    assertThat(page.getByText("Name or password is wrong.")).isVisible();

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
  void theKeyboardReachesTheContentTheSearchAndTheWayOutOfADialog() {
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
  void aPageThatIsLeftOpenSaysThatNobodyAnswersAndGoesOnWhenSomebodyDoes() {
    signIn();
    page.navigate(at("runs.xhtml"));
    Locator lost = page.getByText("The server does not answer.");
    assertThat(lost).isHidden();
    page.route(
        "**/runs.xhtml",
        poll -> poll.fulfill(new Route.FulfillOptions().setStatus(503).setBody("Come again.")));
    assertThat(lost).isVisible();
    assertThat(page.locator("tbody tr").first()).isVisible();
    page.unroute("**/runs.xhtml");
    assertThat(lost).isHidden();
    complaints.removeIf(complaint -> complaint.contains("503"));
  }

  @Test
  void runsAreFilteredSearchedAndOpened() {
    signIn();
    page.navigate(at("runs.xhtml"));
    page.getByLabel("Status").selectOption("failed");
    page.getByRole(AriaRole.BUTTON, named("Find")).click();
    assertThat(page).hasURL(at("runs.xhtml?workspace=default&status=failed"));
    assertThat(page.locator("tbody .chip").first()).hasText("failed");
    assertThat(page.locator("tbody .chip").allTextContents()).containsOnly("failed");

    page.getByRole(AriaRole.LINK, named("Clear")).click();
    page.getByLabel("Search").fill("Ada");
    page.keyboard().press("Enter");
    assertThat(page.locator("tbody tr")).hasCount(1);
    page.locator("tbody a").click();
    assertThat(page.locator("h1")).hasText("greeting v1");
    assertThat(page.locator("main")).containsText(greeted);

    page.navigate(at("runs.xhtml?q=nothing-like-it"));
    assertThat(page.getByText("No run is like that")).isVisible();
    page.navigate(at("runs.xhtml?request=1&from=yesterday"));
    assertThat(page.getByRole(AriaRole.ALERT).locator("li")).hasCount(2);
  }

  @Test
  void aNewRunShowsWithoutReloading() {
    signIn();
    page.navigate(at("runs.xhtml?workflow=order-relay"));
    assertThat(page.getByText("No run is like that")).isVisible();
    run("{\"workflow\": \"order-relay\", \"relayUrl\": \"http://localhost:1\", \"order\": {}}");
    assertThat(page.locator("tbody tr").first()).isVisible();
  }

  @Test
  void aFailedRunSaysWhyAndIsReplayed() {
    signIn();
    page.navigate(at("run.xhtml?workspace=default&id=" + failed));
    assertThat(page.getByText("Nothing was ordered", exactly()).first()).isVisible();
    assertThat(page.locator(".timeline > li[data-state=failed] details")).hasAttribute("open", "");
    page.getByRole(AriaRole.BUTTON, named("Replay from here…")).first().click();
    page.locator("[id='replay-form:yes']").click();
    assertThat(page.getByText("This is the replay.")).isVisible();
    assertThat(page.locator("main")).containsText("Replay of");
    page.locator("main a[href*='" + failed + "']").click();
    assertThat(page.locator("main")).containsText("Replayed as");
  }

  @Test
  void aReferenceIsCopied() {
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    signIn();
    page.navigate(at("run.xhtml?workspace=default&id=" + greeted));
    page.getByRole(AriaRole.BUTTON, named("Copy the reference {{runtime.name}}")).click();
    assertThat(page.getByRole(AriaRole.STATUS).getByText("Copied")).isVisible();
    assertThat(page.evaluate("() => navigator.clipboard.readText()")).isEqualTo("{{runtime.name}}");
  }

  @Test
  void theThemeIsRememberedAndTimesAreOfTheReadersZone() {
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
  void whatIsNotThereIsAPageAndNotAProblem() {
    signIn();
    for (String lost :
        List.of(
            "run.xhtml?workspace=default&id=" + greeted.replace('0', '1'),
            "runs.xhtml?workspace=elsewhere",
            "nowhere.xhtml")) {
      assertThat(page.navigate(at(lost)).status()).isEqualTo(404);
      assertThat(page.locator("h1")).hasText("Nothing here");
    }
    complaints.clear(); // the browser complains of each 404
  }

  @ParameterizedTest
  @EnumSource(Sight.class)
  void everyPageIsWholeAndOpenToEverybody(Sight sight) {
    page.context().close();
    page = window(sight);
    page.navigate(at("sign-in.xhtml"));
    look(sight, "sign-in");
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
          look(sight, name);
        });
    page.navigate(at("run.xhtml?workspace=default&id=" + failed));
    page.getByRole(AriaRole.BUTTON, named("Replay…")).click();
    look(sight, "run-replay");
  }

  private void look(Sight sight, String name) {
    page.waitForLoadState();
    sight.photograph(page, name);
    assertThat(Sight.overflow(page)).as(name).isZero();
    assertThat(Sight.barriers(page)).as(name).isEmpty();
  }

  private Page window(Sight sight) {
    Page opened = sight.open(browser);
    BrowserContext context = opened.context();
    context.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    context.onWebError(error -> complaints.add(error.error()));
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

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }
}

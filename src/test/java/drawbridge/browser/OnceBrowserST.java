package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import drawbridge.platform.json.Json;
import drawbridge.system.Server;
import drawbridge.system.SharedServer;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every action acts once: double clicks, parallel requests, reloads, and the back button. */
@ExtendWith({Chromium.class, SharedServer.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnceBrowserST {

  private static final String GREET =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - one: {set: {a: 1}}
      """;

  /** Sends a form twice at the same time, as the button does, and returns where both ended. */
  private static final String SEND_TWICE =
      """
      async button => {
        const form = button.form;
        const body = new URLSearchParams(new FormData(form, button));
        const send = () => fetch(form.action, { method: "POST", body });
        const answers = await Promise.all([send(), send()]);
        return answers.map(it => it.status + " " + it.url);
      }
      """;

  private final Browser browser;
  private final Tenant tenant;
  private ConsoleUser user;
  private Page page;

  OnceBrowserST(Browser browser, Server server) {
    this.browser = browser;
    this.tenant = Tenant.of(server);
  }

  @BeforeAll
  void setUp() {
    tenant.save("greet", GREET);
  }

  @BeforeEach
  void open() {
    user = new ConsoleUser(browser, tenant.server(), Viewport.WIDE_LIGHT).signIn();
    page = user.page();
  }

  @AfterEach
  void close() {
    user.close();
  }

  private JsonNode get(String path) {
    String at = "workspaces/" + tenant.name() + "/" + path;
    return Json.read(tenant.server().admin("GET", at, "application/json", "").body());
  }

  private long replaysOf(String run) {
    return get("runs?limit=100").path("runs").findValuesAsText("replayOf").stream()
        .filter(run::equals)
        .count();
  }

  /** Opens the page of a run, which is new when the id is empty, and its dialog. */
  private String openReplay() {
    String run = tenant.run("{\"workflow\": \"greet\"}");
    user.go(tenant.at("run.xhtml") + "&id=" + run);
    user.button("Replay…").click();
    return run;
  }

  private boolean isPaused() {
    return get("workflows").findValue("paused").asBoolean();
  }

  private List<?> sendTwice(String button) {
    return (List<?>) page.locator(button).evaluate(SEND_TWICE);
  }

  @Test
  void doubleClickReplaysOnce() {
    String run = openReplay();
    user.inDialog("Replay").dblclick();
    assertThat(page.getByText("This is the replay.").first()).isVisible();
    assertThat(replaysOf(run)).isEqualTo(1);
  }

  @Test
  void doubleClickStartsOneBulkReplay() {
    tenant.run("{\"workflow\": \"greet\", \"uid\": \"bulk\"}");
    user.go(tenant.at("repeat.xhtml") + "&uid=bulk");
    user.button("Start replay").dblclick();
    assertThat(page.getByText("The bulk replay has started.").first()).isVisible();
    assertThat(get("replays").path("replays")).hasSize(1);
  }

  @Test
  void parallelRequestsHaveOneOutcome() {
    String run = openReplay();
    List<?> ends = sendTwice("[id='replay-form:yes']");
    assertThat(ends.get(0)).asString().startsWith("200 ").isEqualTo(ends.get(1));
    assertThat(replaysOf(run)).isEqualTo(1);

    user.go(tenant.at("workflow.xhtml") + "&name=greet");
    assertThat(sendTwice("[id='hold:pause']")).hasSize(2);
    assertThat(isPaused()).isTrue();
    page.reload();
    assertThat(sendTwice("[id='hold:pause']")).hasSize(2);
    assertThat(isPaused()).isFalse();
  }

  @Test
  void reloadAndBackRepeatNothing() {
    String run = openReplay();
    user.inDialog("Replay").click();
    assertThat(page.getByText("This is the replay.").first()).isVisible();
    String replay = page.url();
    page.reload();
    assertThat(replaysOf(run)).isEqualTo(1);

    page.goBack();
    user.button("Replay…").click();
    user.inDialog("Replay").click();
    assertThat(page.getByText("This is the replay.").first()).isVisible();
    assertThat(page).hasURL(replay);
    assertThat(replaysOf(run)).isEqualTo(1);
  }

  @Test
  void newPageAndOtherContentActAgain() {
    String run = openReplay();
    user.inDialog("Replay").click();
    assertThat(page.getByText("This is the replay.").first()).isVisible();
    page.goBack();
    user.button("Replay…").click();
    page.getByLabel("Definition").selectOption("LATEST");
    user.inDialog("Replay").click();
    assertThat(page.getByText("This is the replay.").first()).isVisible();
    assertThat(replaysOf(run)).isEqualTo(2);

    user.go(tenant.at("run.xhtml") + "&id=" + run);
    user.button("Replay…").click();
    user.inDialog("Replay").click();
    assertThat(page.getByText("This is the replay.").first()).isVisible();
    assertThat(replaysOf(run)).isEqualTo(3);
  }

  @Test
  void ajaxActionsActOnceForEachClick() {
    user.go(tenant.at("secrets.xhtml"));
    int before = get("secrets").path("secrets").size();
    for (int added = 1; added <= 2; added++) {
      page.locator("[data-opens=rotation]").first().click();
      user.inDialog("Create").dblclick();
      assertThat(page.locator("dialog[open]")).hasCount(0);
      assertThat(page.locator("#fresh")).containsText(Pattern.compile("\\S{20,}"));
      assertThat(get("secrets").path("secrets")).hasSize(before + added);
    }
  }

  @Test
  void formWithoutTokenIsRefused() {
    String run = openReplay();
    page.evaluate(
        "() => document.querySelectorAll('[name=\"drawbridge.token\"]').forEach(it => it.remove())");
    user.inDialog("Replay").click();
    assertThat(page.locator("h1")).hasText("Invalid request");
    assertThat(replaysOf(run)).isZero();
    user.forgetErrors();
  }
}

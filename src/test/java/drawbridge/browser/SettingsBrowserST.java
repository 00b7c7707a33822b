package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import drawbridge.platform.json.Json;
import drawbridge.system.Server;
import drawbridge.system.SharedServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page of settings: accounts, API tokens and workspaces. */
@ExtendWith({Chromium.class, SharedServer.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsBrowserST {

  private static final String PASSWORD = "a-long-password-of-settings";

  private final Browser browser;
  private final Server server;
  private final Tenant tenant;
  private final String name = "s" + UUID.randomUUID().toString().substring(0, 8);
  private ConsoleUser admin;

  SettingsBrowserST(Browser browser, Server server) {
    this.browser = browser;
    this.server = server;
    this.tenant = Tenant.of(server);
  }

  @BeforeEach
  void open() {
    admin = signedIn("admin-" + name, "admin", Viewport.WIDE_LIGHT);
  }

  @AfterEach
  void close() {
    admin.close();
  }

  private ConsoleUser signedIn(String operator, String role, Viewport viewport) {
    save(operator, role);
    ConsoleUser user = new ConsoleUser(browser, server, viewport).signIn(operator, PASSWORD);
    user.go(tenant.at("settings.xhtml"));
    return user;
  }

  private void save(String operator, String role) {
    String body = "{\"role\": \"" + role + "\", \"password\": \"" + PASSWORD + "\"}";
    HttpResponse<String> saved =
        server.admin("PUT", "operators/" + operator, "application/json", body);
    assertThat(saved.statusCode()).as(saved.body()).isIn(200, 201);
  }

  private JsonNode get(String path) {
    return Json.read(server.admin("GET", path, "application/json", "").body());
  }

  private boolean isOperator(String operator) {
    return get("operators").findValuesAsText("name").contains(operator);
  }

  private static Locator field(ConsoleUser user, String id) {
    return user.page().locator("[id='" + id + "']");
  }

  private static Locator row(ConsoleUser user, String section, String text) {
    return user.page()
        .locator("#" + section + " tbody tr")
        .filter(new Locator.FilterOptions().setHasText(text));
  }

  private static void press(ConsoleUser user, String section, String row, String button) {
    row(user, section, row)
        .locator("button", new Locator.LocatorOptions().setHasText(button))
        .click();
  }

  private void changePassword(ConsoleUser user, String old, String chosen, String again) {
    field(user, "password-form:old").fill(old);
    field(user, "password-form:new").fill(chosen);
    field(user, "password-form:again").fill(again);
    user.page().keyboard().press("Enter");
  }

  @ForViewports
  void pageFitsEveryViewport(Viewport viewport) {
    try (ConsoleUser user = signedIn("fit-" + name, "admin", viewport)) {
      assertThat(user.page().locator("h1")).hasText("Settings");
      user.check("settings");
      user.button("New token…").click();
      user.check("settings-token");
      user.page().keyboard().press("Escape");
      assertThat(user.page().locator("#token-creation")).isHidden();
    }
  }

  @Test
  void ownPasswordNeedsTheOldOneAndEndsOtherSessions() {
    String operator = "own-" + name;
    String next = PASSWORD + "-2";
    try (ConsoleUser user = signedIn(operator, "viewer", Viewport.WIDE_LIGHT);
        ConsoleUser other =
            new ConsoleUser(browser, server, Viewport.WIDE_LIGHT).signIn(operator, PASSWORD)) {
      changePassword(user, "wrong", next, next);
      assertThat(user.page().locator("#password .faults"))
          .hasText("The current password is wrong.");
      changePassword(user, PASSWORD, next, next + "x");
      assertThat(user.page().locator("#password .faults")).hasText("The two new passwords differ.");
      changePassword(user, PASSWORD, "short", "short");
      assertThat(user.page().locator("#password .faults")).containsText("8 to 1000 characters");
      changePassword(user, PASSWORD, next, next);
      assertThat(user.page().getByText("The password was changed.").first()).isVisible();
      assertThat(user.page().locator("h1")).hasText("Settings");
      assertThat(field(user, "password-form:old")).hasValue("");
      other.go(tenant.at("runs.xhtml"));
      assertThat(other.page()).hasTitle("Sign in · Drawbridge");
    }
    new ConsoleUser(browser, server, Viewport.WIDE_LIGHT).signIn(operator, next).close();
  }

  @Test
  void adminManagesOperatorsByKeyboard() {
    String operator = "made-" + name;
    Page page = admin.page();
    admin.button("New operator…").focus();
    page.keyboard().press("Enter");
    field(admin, "operator-form:operator-name").fill("not a name");
    page.keyboard().press("Enter");
    assertThat(page.locator("#operator-creation .faults")).containsText("The name must have");
    field(admin, "operator-form:operator-name").fill(operator);
    field(admin, "operator-form:operator-role-choice").selectOption("operator");
    admin.inDialog("Create").focus();
    page.keyboard().press("Enter");
    Locator shown = page.locator("#operators .shown-once code");
    assertThat(shown).isVisible();
    String password = shown.innerText();
    assertThat(row(admin, "operators", operator)).containsText("operator");

    try (ConsoleUser made =
        new ConsoleUser(browser, server, Viewport.WIDE_LIGHT).signIn(operator, password)) {
      press(admin, "operators", operator, "Role…");
      field(admin, "role-form:role").selectOption("viewer");
      admin.inDialog("Change").click();
      assertThat(page.getByText("has the role viewer now").first()).isVisible();
      made.go(tenant.at("repeat.xhtml"));
      assertThat(made.button("Start replay")).hasCount(0);

      press(admin, "operators", operator, "Password…");
      admin.inDialog("Set password").click();
      assertThat(shown).not().hasText(password);
      made.go(tenant.at("runs.xhtml"));
      assertThat(made.page()).hasTitle("Sign in · Drawbridge");
    }
    press(admin, "operators", operator, "Remove…");
    admin.inDialog("Remove").dblclick();
    assertThat(page.getByText("The operator " + operator + " was removed.").first()).isVisible();
    assertThat(isOperator(operator)).isFalse();
  }

  @Test
  @Tag("O1")
  void tokenIsShownOnceAndWorksUntilItsRemoval() {
    Page page = admin.page();
    admin.button("New token…").click();
    admin.inDialog("Create").click();
    assertThat(page.locator("#token-creation .faults")).containsText("The name must have");
    field(admin, "token-form:token-name").fill("deploy");
    admin.inDialog("Create").click();
    assertThat(page.locator("#token-creation .faults")).hasText("Select at least one scope.");
    page.locator("input[name=scope][value=read]").check();
    page.locator("#token-limit").selectOption(tenant.name());
    admin.inDialog("Create").dblclick();
    Locator shown = page.locator("#tokens .shown-once code");
    assertThat(shown).isVisible();
    String value = shown.innerText();
    assertThat(value).matches("dbt_[A-Za-z0-9_-]{43}");
    assertThat(row(admin, "tokens", "deploy").filter(owned())).hasCount(1);
    assertThat(row(admin, "tokens", "deploy").filter(owned())).containsText(tenant.name());

    Map<String, String> bearer = Map.of("Authorization", "Bearer " + value);
    String runs = "/api/admin/workspaces/" + tenant.name() + "/runs";
    assertThat(server.get(runs, bearer).statusCode()).isEqualTo(200);
    assertThat(server.get("/api/admin/workspaces/default/runs", bearer).statusCode())
        .isEqualTo(404);
    page.reload();
    assertThat(page.getByText(value)).hasCount(0);
    assertThat(row(admin, "tokens", "deploy").filter(owned())).not().containsText("never");

    row(admin, "tokens", "deploy")
        .filter(owned())
        .locator("button", new Locator.LocatorOptions().setHasText("Remove…"))
        .click();
    admin.inDialog("Remove").click();
    assertThat(page.getByText("The token was removed.").first()).isVisible();
    assertThat(server.get(runs, bearer).statusCode()).isEqualTo(401);
    assertThat(server.logged()).doesNotContain(value);
  }

  @Test
  @Tag("O1")
  void tokenOfARemovedWorkspaceIsNotMadeForAll() {
    String gone = "gone-" + name;
    server.admin("PUT", "workspaces/" + gone, "application/json", "{}");
    Page page = admin.page();
    page.reload();
    admin.button("New token…").click();
    field(admin, "token-form:token-name").fill("narrow");
    page.locator("input[name=scope][value=read]").check();
    page.locator("#token-limit").selectOption(gone);
    assertThat(server.admin("DELETE", "workspaces/" + gone, "application/json", "").statusCode())
        .isEqualTo(204);
    admin.inDialog("Create").click();
    assertThat(page.locator("#token-creation .faults"))
        .hasText("A selected workspace does not exist. Reload the page and select again.");
    page.reload();
    assertThat(row(admin, "tokens", "narrow").filter(owned())).hasCount(0);
  }

  private Locator.FilterOptions owned() {
    return new Locator.FilterOptions().setHasText("admin-" + name);
  }

  @Test
  void viewerSeesOnlyWhatItMay() {
    try (ConsoleUser viewer = signedIn("viewer-" + name, "viewer", Viewport.NARROW_DARK)) {
      Page page = viewer.page();
      assertThat(page.locator("#operators")).hasCount(0);
      assertThat(viewer.button("New workspace…")).hasCount(0);
      assertThat(page.locator("#workspaces button")).hasCount(0);
      viewer.button("New token…").click();
      assertThat(page.locator("input[name=scope]")).hasCount(1);
      assertThat(page.locator("input[name=scope]")).hasValue("read");
      page.keyboard().press("Escape");
      assertThat(page.locator("#tokens")).containsText("There are no tokens.");
      viewer.check("settings-viewer");
    }
  }

  @Test
  void workspaceIsMadeAndRemoved() {
    String made = "made-" + name;
    Page page = admin.page();
    admin.button("New workspace…").click();
    field(admin, "workspace-form:workspace-name").fill(tenant.name());
    admin.inDialog("Create").click();
    assertThat(page.locator("#workspace-creation .faults"))
        .hasText("A workspace with this name exists.");
    field(admin, "workspace-form:workspace-name").fill(made);
    admin.inDialog("Create").dblclick();
    Locator shown = page.locator("#workspaces .shown-once code");
    assertThat(shown).isVisible();
    assertThat(
            server
                .postWith(shown.innerText(), "/api/inbound/" + made, "{\"workflow\":\"no\"}")
                .statusCode())
        .isEqualTo(422);
    press(admin, "workspaces", made, "Remove…");
    admin.inDialog("Remove").click();
    assertThat(page.getByText("The workspace " + made + " was removed.").first()).isVisible();
    assertThat(get("workspaces").findValuesAsText("name")).doesNotContain(made);
  }

  @Test
  void versionAndRetentionAreShown() {
    for (String text : List.of("drawbridge.retention.runs", "drawbridge.uid.window")) {
      assertThat(row(admin, "retention", text)).hasCount(1);
    }
    assertThat(admin.page().locator("#version"))
        .containsText(get("server").path("version").asText());
    assertThat(admin.link("OpenAPI document")).hasAttribute("href", server.base() + "/openapi");
  }
}

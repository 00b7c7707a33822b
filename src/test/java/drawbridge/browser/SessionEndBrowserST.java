package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import drawbridge.system.Server;
import drawbridge.system.SharedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** After the end of a session, sign-in leads back to the page, with what was typed. */
@ExtendWith({Chromium.class, SharedServer.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionEndBrowserST {

  private static final String GREET =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - one: {set: {a: 1}}
      """;
  private static final String TYPED = GREET + "  - two: {set: {text: 'Grüße & <b>'}}\n";
  private static final String HIDDEN = "typed-secret-value";
  private static final String NOTICE = "What you typed is shown again, except secrets.";

  private final Browser browser;
  private final Tenant tenant;
  private ConsoleUser user;
  private Page page;

  SessionEndBrowserST(Browser browser, Server server) {
    this.browser = browser;
    this.tenant = Tenant.of(server);
  }

  @BeforeAll
  void setUp() {
    String operator = "{\"role\": \"admin\", \"password\": \"" + HIDDEN + HIDDEN + "\"}";
    assertThat(
            tenant
                .server()
                .admin("PUT", "operators/" + tenant.name(), "application/json", operator)
                .statusCode())
        .isEqualTo(201);
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

  private void endSession() {
    page.context().clearCookies();
  }

  private void signIn(String name, String password) {
    assertThat(page).hasTitle("Sign in · Drawbridge");
    assertThat((String) page.evaluate("() => JSON.stringify(sessionStorage)"))
        .doesNotContain(HIDDEN);
    page.getByLabel("Name").fill(name);
    page.getByLabel("Password").fill(password);
    page.keyboard().press("Enter");
  }

  private void signIn() {
    signIn("admin", Server.PASSWORD);
  }

  private Locator field(String id) {
    return page.locator("[id='" + id + "']");
  }

  private void write(String text) {
    page.evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", text);
  }

  private Object written() {
    return page.evaluate("() => document.querySelector('.CodeMirror').CodeMirror.getValue()");
  }

  @Test
  void editorKeepsTheDefinition() {
    tenant.save("greet", GREET);
    user.go(tenant.at("workflow.xhtml") + "&name=greet");
    field("headers").fill("Inbound-Webhook-Secret: " + HIDDEN);
    field("body").fill("{\"name\": \"Ada\"}");
    write(TYPED);
    endSession();
    page.locator("[data-saves]").click();
    signIn();
    assertThat(page.getByText(NOTICE)).isVisible();
    assertThat(written()).isEqualTo(TYPED);
    assertThat(field("body")).hasValue("{\"name\": \"Ada\"}");
    assertThat(field("headers")).hasValue("");
    user.check("restored");

    tenant.save("greet", GREET + "# of another operator\n");
    page.locator("[data-saves]").click();
    assertThat(page.locator("#conflict")).containsText("Version 2 was saved");
    user.inDialog("Save as next version").click();
    assertThat(page.locator("[data-editor-state]")).hasText("Saved as version 3");
    page.reload();
    assertThat(page.getByText(NOTICE)).hasCount(0);
    assertThat(written()).isEqualTo(TYPED);
  }

  @Test
  void triggerSetupKeepsFieldsAndRows() {
    tenant.save("greet", GREET);
    user.go(tenant.at("trigger-setup.xhtml"));
    field("called").fill("kept");
    field("signature.scheme").selectOption("hmac");
    field("signature.secret").fill(HIDDEN);
    page.locator("[data-adds=routes]").click();
    page.locator("[data-adds=routes]").click();
    field("routes.0.when").fill("no jq (");
    field("routes.1.when").fill("true");
    field("routes.1.workflow").fill("greet");
    page.locator("[name=keepBody]").check();
    user.button("Create trigger").click();
    assertThat(page.locator("#setup .faults")).isVisible();
    field("signature.secret").fill(HIDDEN);
    field("routes.0.when").fill("false");
    endSession();
    user.button("Create trigger").click();
    signIn();
    assertThat(page.getByText(NOTICE)).isVisible();
    assertThat(field("called")).hasValue("kept");
    assertThat(field("signature.scheme")).hasValue("hmac");
    assertThat(field("signature.secret")).hasValue("");
    assertThat(field("routes.0.when")).hasValue("false");
    assertThat(field("routes.1.workflow")).hasValue("greet");
    assertThat(page.locator("[name=keepBody]")).isChecked();
  }

  @Test
  void filterKeepsWhatWasTypedAndSent() {
    tenant.save("greet", GREET);
    tenant.run("{\"workflow\": \"greet\"}");
    user.go(tenant.at("runs.xhtml"));
    field("q").fill("Grüße & more");
    endSession();
    signIn(); // the poll of the list leads to it
    assertThat(field("q")).hasValue("Grüße & more");
    endSession();
    user.button("Find").click();
    signIn();
    assertThat(page.locator("h1")).hasText("Runs");
    assertThat(field("q")).hasValue("Grüße & more");
  }

  @Test
  void otherOperatorsAndSignOutsGetNothing() {
    user.go(tenant.at("trigger-setup.xhtml"));
    field("called").fill("private");
    endSession();
    user.button("Create trigger").click();
    signIn(tenant.name(), HIDDEN + HIDDEN);
    assertThat(page.locator("h1")).hasText("New trigger");
    assertThat(field("called")).hasValue("");

    field("called").fill("private");
    page.onDialog(Dialog::accept);
    user.button("Sign out").click();
    signIn();
    assertThat(page.locator("h1")).hasText("Overview");
    user.go(tenant.at("trigger-setup.xhtml"));
    assertThat(field("called")).hasValue("");
  }

  @Test
  void newSessionOfAnotherTabKeepsTheForm() {
    user.go(tenant.at("trigger-setup.xhtml"));
    field("called").fill("kept");
    endSession();
    try (Page other = page.context().newPage()) {
      other.navigate(tenant.server().base() + "/console/sign-in.xhtml");
      other.getByLabel("Name").fill("admin");
      other.getByLabel("Password").fill(Server.PASSWORD);
      other.keyboard().press("Enter");
      assertThat(other.locator("h1")).hasText("Overview");
    }
    user.button("Create trigger").click();
    assertThat(page.getByText(NOTICE)).isVisible();
    assertThat(field("called")).hasValue("kept");
  }
}

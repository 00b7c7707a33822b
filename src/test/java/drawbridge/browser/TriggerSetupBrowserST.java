package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import drawbridge.platform.json.Json;
import drawbridge.system.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The form of a trigger: rows, replies, presets and faults; its own rows and dry runs. */
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TriggerSetupBrowserST {

  private static final String DEFAULT = "workspaces/default";
  private static final String JSON = "application/json";
  private static final String GREET =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - greet: {set: {text: 'Hello, {{request.query.name}}!'}}
      """;

  private final Browser browser;
  private Server server;

  TriggerSetupBrowserST(Browser browser) {
    this.browser = browser;
  }

  @BeforeAll
  void setUp(@TempDir Path directory) throws Exception {
    server = Server.start(directory, Map.of());
    put("/workflows/greet", "application/yaml", GREET);
    put(
        "/triggers/rich",
        JSON,
        """
        {"workflow": "greet", "methods": ["PUT", "POST"], "split": "/events", "keepRefused": 3,
         "decode": [{"at": "/payload", "as": "json"}],
         "routes": [{"when": ".runtime.a == 1", "workflow": "greet", "stateValues": {"n": 1}},
                    {"when": ".runtime.a == 2", "ignore": true}],
         "reply": {"status": 201, "headers": {"X-Run": "{{runId}}"}, "body": {"ok": true}}}
        """);
  }

  private void put(String path, String type, String body) {
    assertThat(server.admin("PUT", DEFAULT + path, type, body).statusCode()).isEqualTo(201);
  }

  private JsonNode get(String path) {
    return Json.read(server.admin("GET", DEFAULT + path, JSON, "").body());
  }

  @AfterAll
  void close() {
    server.close();
  }

  private ConsoleUser user(Viewport viewport) {
    return new ConsoleUser(browser, server, viewport).signIn();
  }

  private static Locator field(Page page, String name) {
    return page.locator("[id='" + name + "']");
  }

  private static void save(Page page) {
    page.locator("#save").click();
  }

  @ForViewports
  void pagesHaveNoOverflowAndAreAccessible(Viewport viewport) {
    try (ConsoleUser user = user(viewport)) {
      user.go("trigger-setup.xhtml", "rich");
      assertThat(field(user.page(), "routes.1.when")).hasValue(".runtime.a == 2");
      user.check("trigger-setup-rich");
      user.go("trigger-setup.xhtml?workspace=default&from=github");
      user.check("trigger-setup-preset");
      user.go("provider-row.xhtml?workspace=default");
      user.check("provider-row-choice");
      user.go("provider-row.xhtml?workspace=default&kind=handshake");
      user.check("provider-row-handshake");
      user.go("workflow.xhtml", "greet");
      user.check("dry-run");
    }
  }

  @Test
  void savingUnchangedFieldsChangesNothing() {
    JsonNode before = get("/triggers/rich");
    try (ConsoleUser user = user(Viewport.NARROW_DARK)) {
      user.go("trigger-setup.xhtml", "rich");
      save(user.page());
      assertThat(user.page().locator("h1")).hasText("rich");
    }
    JsonNode after = get("/triggers/rich");
    for (String member : List.of("split", "keepRefused", "decode", "routes", "reply")) {
      assertThat(after.path(member)).as(member).isEqualTo(before.path(member));
    }
    assertThat(after.path("methods")).isEqualTo(Json.read("[\"PUT\", \"POST\"]"));
  }

  @Test
  @Tag("T10")
  void routesAreAddedMovedAndRemovedByKeyboard() {
    try (ConsoleUser user = user(Viewport.NARROW_LIGHT)) {
      Page page = user.page();
      user.go("trigger-setup.xhtml?workspace=default");
      field(page, "called").fill("routed");
      for (String condition : new String[] {".runtime.a", ".runtime.b", ".runtime.c"}) {
        page.locator("[data-adds=routes]").focus();
        page.keyboard().press("Enter");
        page.keyboard().type(condition); // the new condition has the focus
      }
      field(page, "routes.0.then").selectOption("ignore");
      assertThat(field(page, "routes.0.workflow")).isHidden();
      field(page, "routes.1.workflow").fill("greet");
      Locator up = page.getByLabel("Move up").locator("visible=true").nth(1);
      up.focus();
      page.keyboard().press("Enter");
      assertThat(field(page, "routes.0.when")).hasValue(".runtime.b");
      assertThat(field(page, "routes.1.then")).hasValue("ignore");
      Locator remove = page.getByLabel("Remove", exactly()).locator("visible=true").nth(2);
      remove.focus();
      page.keyboard().press("Enter");
      assertThat(field(page, "routes.2.when")).hasCount(0);
      save(page);
      assertThat(page.locator("h1")).hasText("routed");
    }
    assertThat(get("/triggers/routed").path("routes"))
        .isEqualTo(
            Json.read(
                "[{\"when\":\".runtime.b\",\"workflow\":\"greet\"},"
                    + "{\"when\":\".runtime.a\",\"ignore\":true}]"));
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  @Test
  void faultsAreShownAtTheirFieldsAndKeepWhatWasEntered() {
    try (ConsoleUser user = user(Viewport.NARROW_LIGHT)) {
      Page page = user.page();
      user.go("trigger-setup.xhtml?workspace=default");
      field(page, "called").fill("faulty");
      page.locator("[data-adds=routes]").click();
      field(page, "routes.0.when").fill(".runtime.a ==");
      field(page, "routes.0.workflow").fill("unknown");
      field(page, "reply").selectOption("run");
      field(page, "reply.headers").fill("Set-Cookie: a=b");
      field(page, "keepRefused").fill("many");
      save(page);
      assertThat(page.locator(".faults")).containsText("Nothing was saved");
      for (String name : List.of("routes.0.when", "reply.within", "reply.headers", "keepRefused")) {
        assertThat(field(page, name)).hasAttribute("aria-invalid", "true");
        assertThat(field(page, name + ".note").locator(".fault")).isVisible();
      }
      assertThat(field(page, "routes.0.when")).hasValue(".runtime.a ==");
      assertThat(field(page, "reply.headers")).hasValue("Set-Cookie: a=b");
      assertThat(page.locator("[aria-invalid=true]").first()).isFocused();
      user.check("trigger-setup-faults");
      field(page, "routes.0.when").fill("true");
      field(page, "reply").selectOption("");
      field(page, "keepRefused").fill("");
      save(page);
      assertThat(field(page, "routes.0.workflow.note")).containsText("does not exist");
    }
    assertThat(server.admin("GET", DEFAULT + "/triggers/faulty", JSON, "").statusCode())
        .isEqualTo(404);
  }

  @Test
  @Tag("T11")
  void replyFromTheRunIsSavedAndItsOtherFieldsAreHidden() {
    try (ConsoleUser user = user(Viewport.WIDE_LIGHT)) {
      Page page = user.page();
      user.go("trigger-setup.xhtml?workspace=default");
      field(page, "called").fill("replying");
      field(page, "workflow").fill("greet");
      assertThat(field(page, "reply.status")).isHidden();
      field(page, "reply").selectOption("run");
      field(page, "reply.within").fill("PT5S");
      field(page, "reply.bodyKind").selectOption("json");
      field(page, "reply.body").fill("{\"text\": \"{{output.text}}\"}");
      field(page, "reply.otherwise").selectOption("fixed");
      field(page, "reply.otherwise.bodyKind").selectOption("text");
      field(page, "reply.otherwise.body").fill("later");
      save(page);
      assertThat(page.locator("h1")).hasText("replying");
      user.go("trigger-setup.xhtml", "replying");
      assertThat(field(page, "reply.otherwise.body")).hasValue("later");
    }
    assertThat(get("/triggers/replying").path("reply"))
        .isEqualTo(
            Json.read(
                "{\"from\":\"run\",\"within\":\"PT5S\",\"body\":{\"text\":\"{{output.text}}\"},"
                    + "\"otherwise\":{\"body\":\"later\"}}"));
  }

  @Test
  @Tag("T13")
  void presetFillsInTheFormAndShowsWhatDiffers() {
    try (ConsoleUser user = user(Viewport.WIDE_LIGHT)) {
      Page page = user.page();
      user.go("trigger-setup.xhtml?workspace=default");
      page.locator("#from").selectOption("github");
      user.button("Fill in the form").click();
      assertThat(page.locator("#instructions-title")).hasText("GitHub");
      assertThat(field(page, "signature.scheme")).hasValue("github");
      assertThat(field(page, "decode.0.at")).hasValue("/payload");
      field(page, "called").fill("hub");
      field(page, "workflow").fill("greet");
      field(page, "signature.secret").fill("a-long-secret-of-github");
      field(page, "maxBody").fill("2048");
      save(page);
      assertThat(page.locator("h1")).hasText("hub");
      assertThat(page.locator("#difference-title")).hasCount(0); // the preset's version is current

      user.go("trigger-setup.xhtml", "hub");
      Locator row = page.locator("[aria-labelledby=difference-title] tbody tr");
      assertThat(row).hasCount(1);
      assertThat(row).containsText(Pattern.compile("maxBody\\s*2048\\s*\\d+"));
      user.link("Fill in the current values").click();
      assertThat(page.getByText("Nothing is saved yet.")).isVisible();
      assertThat(field(page, "maxBody")).not().hasValue("2048");
      assertThat(get("/triggers/hub").path("maxBody").asInt()).isEqualTo(2048);
      save(page);
      assertThat(page.locator("h1")).hasText("hub");
      assertThat(get("/triggers/hub").path("maxBody").asInt()).isGreaterThan(2048);
    }
  }

  @Test
  @Tag("T13")
  void triggerTakesAnotherPresetAfterItsDifferenceIsShown() {
    put(
        "/triggers/moving",
        JSON,
        "{\"preset\": \"slack\", \"workflow\": \"greet\", \"signature\": {\"secret\": \"a-secret\"}}");
    try (ConsoleUser user = user(Viewport.NARROW_LIGHT)) {
      Page page = user.page();
      user.go("trigger-setup.xhtml", "moving");
      page.locator("#from").selectOption("github");
      user.button("Fill in the form").click();
      assertThat(page.getByText("Nothing is saved yet.")).isVisible();
      assertThat(page.locator("[aria-labelledby=difference-title] tbody"))
          .containsText("handshake");
      assertThat(field(page, "signature.scheme")).hasValue("github");
      assertThat(field(page, "handshake.provider")).hasValue("");
      user.check("trigger-setup-other-preset");
      assertThat(get("/triggers/moving").path("preset").asText()).isEqualTo("slack");
      save(page);
      assertThat(field(page, "signature.secret.note")).containsText("is missing");
      field(page, "signature.secret").fill("a-long-secret-of-github");
      save(page);
      assertThat(page.locator("h1")).hasText("moving");
      assertThat(get("/triggers/moving").path("preset").asText()).isEqualTo("github");

      user.go("trigger-setup.xhtml", "moving");
      page.locator("#from").selectOption("");
      user.button("Fill in the form").click();
      assertThat(page.getByText("The form names no preset.")).isVisible();
      field(page, "maxBody").fill(""); // GitHub's maximum exceeds the setting of the server
      save(page);
      assertThat(page.locator("h1")).hasText("moving");
    }
    JsonNode bare = get("/triggers/moving");
    assertThat(bare.has("preset") || bare.has("presetVersion")).isFalse();
    assertThat(bare.at("/signature/scheme").asText()).isEqualTo("github");
  }

  @Test
  @Tag("T6")
  void dryRunSendsTheBytesOfABase64Body() {
    put(
        "/triggers/bytes",
        JSON,
        "{\"workflow\": \"greet\", \"mediaTypes\": [\"application/octet-stream\"]}");
    try (ConsoleUser user = user(Viewport.NARROW_LIGHT)) {
      Page page = user.page();
      user.go("workflow.xhtml", "greet");
      page.getByLabel("Target").selectOption("bytes");
      page.getByLabel("Query").fill("name=Ada");
      page.getByLabel("Body is").selectOption("Base64");
      page.locator("[id='body']").fill("no base64!");
      page.locator("#try").click();
      assertThat(page.locator("#dry-run-result .faults")).containsText("Base64");
      page.locator("[id='body']").fill("/wAB");
      page.locator("#try").click();
      assertThat(page.locator("#dry-run-result")).containsText("Hello, Ada!");
      assertThat(page.locator("#dry-run-result")).containsText("/wAB");
    }
  }

  @Test
  @Tag("T5")
  void ownRowIsSavedChangedAndNotRemovedWhileATriggerUsesIt() {
    try (ConsoleUser user = user(Viewport.WIDE_LIGHT)) {
      Page page = user.page();
      user.go("provider-rows.xhtml?workspace=default");
      user.link("Create a row").click();
      assertThat(page.locator("textarea")).hasCount(0); // no kind is chosen yet
      user.link("Define a signature").click();
      field(page, "called").fill("Not a name");
      save(page);
      assertThat(field(page, "called-note")).containsText("lower-case letters");
      field(page, "called").fill("acme");
      field(page, "definition").fill("header: X-Acme\nalgorithm: md5\nencoding: hex\n");
      save(page);
      assertThat(page.locator(".faults")).containsText("/algorithm");
      field(page, "definition")
          .fill("header: X-Acme\nalgorithm: sha256\nencoding: hex\nsigned: '{body}'\n");
      save(page);
      assertThat(page.locator("h1")).containsText("own:acme");
      put(
          "/triggers/acme",
          JSON,
          "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"own:acme\", \"secret\": \"a-secret\"}}");

      user.go("provider-row.xhtml?workspace=default&kind=signature&name=acme");
      field(page, "definition")
          .fill(
              "{\"header\": \"X-Acme\", \"algorithm\": \"sha256\","
                  + " \"encoding\": \"hex\", \"open\": [\"signed\"]}");
      save(page);
      assertThat(page.locator(".faults")).containsText("trigger acme: /signature/signed");
      user.button("Remove…").click();
      user.inDialog("Remove").click();
      assertThat(page.locator(".faults")).containsText("trigger acme: /signature: names this row");

      user.go("provider-row.xhtml?workspace=default&kind=signature&name=acme");
      field(page, "definition")
          .fill(
              "{\"header\": \"X-Acme\", \"algorithm\": \"sha512\","
                  + " \"encoding\": \"hex\", \"signed\": \"{body}\"}");
      save(page);
      assertThat(page.getByText("The row was saved.").first()).isVisible();
      assertThat(get("/provider-rows/signature/acme").at("/row/algorithm").asText())
          .isEqualTo("sha512");
      server.admin("DELETE", DEFAULT + "/triggers/acme", JSON, "");
      user.go("provider-row.xhtml?workspace=default&kind=signature&name=acme");
      user.button("Remove…").click();
      user.inDialog("Remove").click();
      assertThat(page.locator("main")).containsText("No own signatures or handshakes");
    }
  }

  @Test
  @Tag("C9")
  void hiddenHeadersAreSavedOrRefusedWithTheirLine() {
    try (ConsoleUser user = user(Viewport.NARROW_LIGHT)) {
      Page page = user.page();
      user.go("secrets.xhtml?workspace=default");
      Locator names = page.getByLabel("Names");
      names.fill("X-Customer-Token\nnot a header");
      user.button("Save").click();
      assertThat(page.locator("#header-faults")).containsText("Name 2");
      assertThat(names).hasValue("X-Customer-Token\nnot a header");
      names.fill("X-Customer-Token\n\n  X-Other ");
      user.button("Save").click();
      assertThat(page.getByText("The headers are hidden").first()).isVisible();
      assertThat(names)
          .hasValue(Pattern.compile("x-customer-token\nx-other", Pattern.CASE_INSENSITIVE));
    }
    assertThat(get("/hidden-headers").path("headers")).hasSize(2);
  }

  @Test
  @Tag("T8")
  void dryRunSendsMethodQueryHeadersAndMediaType() {
    put(
        "/triggers/asked",
        JSON,
        "{\"workflow\": \"greet\", \"methods\": [\"POST\", \"PUT\"], \"mediaTypes\": [\"text/plain\"]}");
    try (ConsoleUser user = user(Viewport.NARROW_LIGHT)) {
      Page page = user.page();
      user.go("workflow.xhtml", "greet");
      page.getByLabel("Target").selectOption("asked");
      page.getByLabel("Method").selectOption("PUT");
      page.getByLabel("Query").fill("name=Ada");
      page.getByLabel("Media type").fill("text/plain");
      page.getByLabel("Headers").fill("X-Any: 1");
      page.locator("#try").click();
      assertThat(page.locator("#dry-run-result")).containsText("Hello, Ada!");
      page.getByLabel("Method").selectOption("GET");
      page.locator("#try").click();
      assertThat(page.locator("#dry-run-result")).containsText("405");
      user.check("dry-run-result");
    }
  }
}

package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import drawbridge.system.Server;
import drawbridge.system.SharedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Workflows in the console: editor, dry run, versions and removal. */
@ExtendWith({Chromium.class, SharedServer.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkflowsBrowserST {

  private static final String HEAD =
      "document: {dsl: '1.0.0', namespace: tests, name: %s, version: '1.0.0'}\ndo:\n";
  private static final String CALLS =
      HEAD.formatted("relay")
          + """
            - greet:
                set: {greeting: 'Hello, {{runtime.name}}!'}
            - ask:
                call: http
                with:
                  method: post
                  endpoint: https://example.org/prices
                  headers: {X-Greeting: '{{states.greet.output.greeting}}'}
                  body: {name: '{{runtime.name}}'}
            - keep:
                set: {price: '{{states.ask.output.price}}'}
          """;

  private final Browser browser;
  private final Tenant tenant;

  WorkflowsBrowserST(Browser browser, Server server) {
    this.browser = browser;
    this.tenant = Tenant.of(server);
  }

  @BeforeAll
  void setUp() {
    tenant.save("relay", CALLS);
    tenant.save("changing", HEAD.formatted("changing") + "  - one: {set: {a: 1}}\n");
    tenant.save(
        "changing",
        HEAD.formatted("changing") + "  - one: {set: {a: 2}}\n  - two: {set: {b: 1}}\n");
  }

  @Test
  void exampleIsSavedWithTheKeyboard() {
    try (ConsoleUser user = user()) {
      user.go(tenant.at("workflow.xhtml"));
      assertThat(status(user)).hasText(Pattern.compile("Valid.*"));
      user.page().locator("#called").fill("first");
      user.page().keyboard().press("Control+s");
      assertThat(user.page()).hasURL(Pattern.compile(".*name=first"));
      assertThat(user.page().locator("h1")).containsText("first v1");
      user.page().locator(".CodeMirror").click();
      user.page().keyboard().press("Control+s");
      assertThat(status(user)).hasText("No changes since version 1");
      write(user, HEAD.formatted("first") + "  - one: {set: {a: 1}}");
      user.page().keyboard().press("Control+s");
      assertThat(status(user)).hasText("Saved as version 2");
    }
  }

  @Test
  void metadataOfOthersIsSavedAsItWasWritten() throws IOException {
    String text = Files.readString(Path.of("src/test/resources/definitions/valid/metadata.yaml"));
    tenant.save("metadata", text);
    try (ConsoleUser user = user()) {
      user.go(tenant.at("workflow.xhtml") + "&name=metadata");
      assertThat(text(user)).isEqualTo(text);
      write(user, text + "# changed\n");
      user.page().keyboard().press("Control+s");
      assertThat(status(user)).hasText("Saved as version 2");
      write(user, text);
      user.page().keyboard().press("Control+s");
      assertThat(status(user)).hasText("Saved as version 3");
      user.go(tenant.at("workflow.xhtml") + "&name=metadata");
      assertThat(text(user)).isEqualTo(text);
    }
  }

  @Test
  void clickOnAFaultMovesTheCursorToItsLine() {
    try (ConsoleUser user = user()) {
      user.go(tenant.at("workflow.xhtml") + "&name=relay");
      write(user, HEAD.formatted("relay") + "  - one: {sat: {a: 1}}");
      Locator fault = user.page().locator("[data-editor-faults] button").first();
      assertThat(fault).containsText("3:");
      assertThat(user.page().locator(".fault-marker")).hasCount(1);
      user.check("workflow-faulty");
      user.page().keyboard().press("Control+Home");
      fault.click();
      assertThat(
              user.page()
                  .evaluate(
                      "() => document.querySelector('.CodeMirror').CodeMirror.getCursor().line"))
          .isEqualTo(2);
      leave(user);
    }
  }

  @Test
  void tabIndentsAndLeavesTheEditorAfterEscape() {
    try (ConsoleUser user = user()) {
      user.go(tenant.at("workflow.xhtml") + "&name=relay");
      user.page().locator(".CodeMirror").click();
      user.page().keyboard().press("Control+Home");
      user.page().keyboard().press("Tab");
      assertThat(text(user)).startsWith("  document");
      user.page().keyboard().press("Control+z");
      user.page().keyboard().press("Escape");
      user.page().keyboard().press("Tab");
      assertThat(user.page().locator(".CodeMirror-focused")).hasCount(0);
      leave(user);
    }
  }

  @Test
  void concurrentSaveShowsAConflict() {
    tenant.save("shared", HEAD.formatted("shared") + "  - one: {set: {a: 1}}\n");
    try (ConsoleUser first = user();
        ConsoleUser second = user()) {
      first.go(tenant.at("workflow.xhtml") + "&name=shared");
      second.go(tenant.at("workflow.xhtml") + "&name=shared");
      write(first, HEAD.formatted("shared") + "  - one: {set: {a: 2}}");
      first.page().keyboard().press("Control+s");
      assertThat(status(first)).hasText("Saved as version 2");
      write(second, HEAD.formatted("shared") + "  - one: {set: {a: 3}}");
      second.page().keyboard().press("Control+s");
      assertThat(second.page().locator("#conflict")).containsText("Version 2 was saved");
      second.check("workflow-conflict");
      second.inDialog("Save as next version").click();
      assertThat(status(second)).hasText("Saved as version 3");
      second.go(tenant.at("versions.xhtml") + "&name=shared");
      assertThat(second.page().locator("tbody tr")).hasCount(3);
    }
  }

  @Test
  void dryRunUsesTheEditedDefinitionAndStoresNothing() {
    String before = tenant.runs();
    try (ConsoleUser user = user()) {
      user.go(tenant.at("workflow.xhtml") + "&name=relay");
      write(user, CALLS.replace("Hello", "Good morning"));
      user.page().locator("#headers").fill("Inbound-Webhook-Secret: " + Tenant.SECRET);
      user.page().locator("#try").click();
      Locator result = user.page().locator("#dry-run-result");
      assertThat(result).containsText("The workspace's secret authenticates it.");
      assertThat(result).containsText("the edited definition");
      assertThat(result).containsText("Good morning, Ada!");
      assertThat(result).containsText("Not executed. Add a sample answer");
      assertThat(result).not().containsText(Tenant.SECRET);
      user.check("workflow-dry-run");
      user.page().locator("#answers").fill("{\"ask\": {\"body\": {\"price\": 1.10}}}");
      user.page().locator("#try").click();
      assertThat(result).containsText("1.10");
      assertThat(result.locator(".dry-run-end .chip")).hasText("succeeded");
      user.page().locator("#answers").fill("{");
      user.page().locator("#try").click();
      assertThat(result).containsText("Sample answers: ");
      leave(user);
    }
    assertThat(tenant.runs()).isEqualTo(before);
  }

  @Test
  @Tag("X23")
  void sampleOfTheSchemaFillsTheBodyAndRuns() {
    String schema =
        "input: {schema: {document: {properties: {runtime: {required: [name], properties: {name:"
            + " {examples: [Grace]}}}}}}}\n";
    try (ConsoleUser user = user()) {
      user.go(tenant.at("workflow.xhtml") + "&name=relay");
      write(user, schema + CALLS);
      user.page().locator("#headers").fill("Inbound-Webhook-Secret: " + Tenant.SECRET);
      user.page().locator("#sample").click();
      Locator body = user.page().locator("#body");
      assertThat(body).hasValue(Pattern.compile("\"workflow\" : \"relay\"[\\s\\S]*\"Grace\""));
      user.page().locator("#try").click();
      Locator result = user.page().locator("#dry-run-result");
      assertThat(result).containsText("Hello, Grace!");
      user.check("workflow-sample");
      body.fill("{\"workflow\": \"relay\"}");
      user.page().locator("#try").click();
      assertThat(result).containsText("/runtime: required property 'name' not found");
      write(user, "input: {schema: {document: false}}\n" + CALLS);
      user.page().locator("#sample").click();
      assertThat(result).containsText("No sample that fits the input schema was found.");
      leave(user);
    }
  }

  @Test
  void versionsAreCompared() {
    try (ConsoleUser user = user()) {
      user.go(tenant.at("versions.xhtml") + "&name=changing");
      user.button("Compare").click();
      assertThat(user.page().locator(".diff tr[data-kind=changed]")).hasCount(1);
      assertThat(user.page().locator(".diff tr[data-kind=added]")).hasCount(1);
      assertThat(user.page().locator("#diff-title")).hasText("From v1 to v2");
    }
  }

  @Test
  void workflowIsPausedResumedAndRemoved() {
    tenant.save("goes", HEAD.formatted("goes") + "  - one: {set: {a: 1}}\n");
    try (ConsoleUser user = user()) {
      user.go(tenant.at("workflow.xhtml") + "&name=goes");
      user.button("Pause").click();
      assertThat(user.page().locator("h1 .chip")).hasText("paused");
      user.button("Resume").click();
      assertThat(user.page().locator("h1 .chip")).hasCount(0);
      user.button("Remove…").click();
      user.check("workflow-removal");
      user.inDialog("Remove").click();
      assertThat(user.page().getByText("The workflow “goes” was removed.")).isVisible();
      assertThat(user.page().locator("tbody")).not().containsText("goes");
    }
  }

  @ForViewports
  void pagesHaveNoOverflowAndAreAccessible(Viewport viewport) {
    try (ConsoleUser user = new ConsoleUser(browser, tenant.server(), viewport).signIn()) {
      user.go(tenant.at("workflows.xhtml"));
      user.check("workflows");
      user.go(tenant.at("workflow.xhtml"));
      assertThat(status(user)).hasText(Pattern.compile("Valid.*"));
      user.check("workflow-new");
      user.go(tenant.at("workflow.xhtml") + "&name=relay");
      assertThat(status(user)).hasText(Pattern.compile("Valid.*"));
      user.page().locator("#try").click();
      assertThat(user.page().locator("#dry-run-result")).containsText("Not executed.");
      user.check("workflow");
      user.go(tenant.at("versions.xhtml") + "&name=changing&from=1&to=2");
      user.check("versions-compared");
      user.go(tenant.at("versions.xhtml") + "&name=changing&version=1");
      user.check("versions-text");
    }
  }

  private ConsoleUser user() {
    return new ConsoleUser(browser, tenant.server(), Viewport.WIDE_LIGHT).signIn();
  }

  private static Locator status(ConsoleUser user) {
    return user.page().locator("[data-editor-state]");
  }

  /** Replaces the text of the editor. */
  private static void write(ConsoleUser user, String text) {
    user.page().locator(".CodeMirror").click();
    user.page()
        .evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", text);
  }

  private static String text(ConsoleUser user) {
    return (String)
        user.page().evaluate("() => document.querySelector('.CodeMirror').CodeMirror.getValue()");
  }

  /** Leaves the page without saving and confirms the browser's dialog. */
  private static void leave(ConsoleUser user) {
    Page page = user.page();
    page.onDialog(dialog -> dialog.accept());
    page.navigate("about:blank");
  }

  @Test
  void referencesOfRealRunsAndTasksAreCompleted() {
    tenant.save(
        "complete",
        HEAD.formatted("complete") + "  - greet:\n      set: {hello: '{{runtime.name}}'}\n");
    String run =
        tenant.run("{\"workflow\": \"complete\", \"name\": \"Ada\", \"first name\": \"A\"}");
    Awaitility.await()
        .until(() -> tenant.get("/runs/" + run).path("status").asText().equals("succeeded"));
    try (ConsoleUser user =
        new ConsoleUser(browser, tenant.server(), Viewport.WIDE_LIGHT).signIn()) {
      Page page = user.page();
      user.go(tenant.at("workflow.xhtml") + "&name=complete");
      page.locator(".CodeMirror").click();
      page.keyboard().press("Control+End");
      page.keyboard().type("  - next:\n");
      page.keyboard().type("set: {a: '{{runt");
      page.keyboard().press("Control+Space");
      Locator hints = page.locator(".CodeMirror-hints");
      assertThat(hints).containsText("runtime.name");
      assertThat(hints).containsText("\"Ada\"");
      user.check("completion");
      page.keyboard().type("ime.name");
      page.keyboard().press("Enter");
      assertThat(editorText(page)).contains("'{{runtime.name}}");

      page.keyboard().type("{{states.gre");
      assertThat(hints).containsText("states.greet.output.hello");
      page.keyboard().press("Escape");
      page.keyboard().type("', b: '${ $");
      assertThat(hints).containsText("$context.runtime[\"first name\"]");
      page.keyboard().press("Escape");
      page.keyboard().press("Control+End");
      page.keyboard().press("Enter");
      page.keyboard().type("then: g");
      page.keyboard().press("Control+Space");
      assertThat(hints).containsText("greet");
      page.keyboard().press("Enter");
      assertThat(editorText(page)).contains("then: greet");
    }
  }

  @Test
  void definitionIsFormattedInPlace() {
    tenant.save("untidy", "# note\n" + HEAD.formatted("untidy") + "- one:   {set: {a:   1}}\n");
    try (ConsoleUser user =
        new ConsoleUser(browser, tenant.server(), Viewport.WIDE_LIGHT).signIn()) {
      Page page = user.page();
      user.go(tenant.at("workflow.xhtml") + "&name=untidy");
      user.button("Format").click();
      assertThat(page.locator("[data-editor-state]")).hasText("Valid, not saved");
      assertThat(editorText(page)).startsWith("# note\n").contains("do:\n  - one: {set: {a: 1}}\n");
      assertThat(page.locator("[data-editor-state]")).hasText("Valid, not saved");
      page.locator(".CodeMirror").click();
      page.keyboard().press("Control+z");
      assertThat(page.locator("[data-editor-state]")).hasText("Valid");
      page.keyboard().press("Control+End");
      page.keyboard().type("x: [");
      user.button("Format").click();
      assertThat(page.locator("[data-editor-state]")).containsText("fault");
      user.forgetErrors();
    }
  }

  private static String editorText(Page page) {
    return (String)
        page.evaluate("() => document.querySelector('.CodeMirror').CodeMirror.getValue()");
  }
}

package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import drawbridge.system.Server;
import drawbridge.system.SharedServer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workflows as somebody writes, tries, compares and removes them. */
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
  void furnish() {
    tenant.save("relay", CALLS);
    tenant.save("changing", HEAD.formatted("changing") + "  - one: {set: {a: 1}}\n");
    tenant.save(
        "changing",
        HEAD.formatted("changing") + "  - one: {set: {a: 2}}\n  - two: {set: {b: 1}}\n");
  }

  @Test
  void theFirstWorkflowIsMadeFromASampleWithTheKeyboard() {
    try (Visitor visitor = visitor()) {
      visitor.go(tenant.at("workflow.xhtml"));
      assertThat(state(visitor)).hasText(Pattern.compile("Sound.*"));
      visitor.page().locator("#called").fill("first");
      visitor.page().keyboard().press("Control+s");
      assertThat(visitor.page()).hasURL(Pattern.compile(".*name=first"));
      assertThat(visitor.page().locator("h1")).containsText("first v1");
      visitor.page().locator(".CodeMirror").click();
      visitor.page().keyboard().press("Control+s");
      assertThat(state(visitor)).hasText("Nothing has changed since version 1");
      write(visitor, HEAD.formatted("first") + "  - one: {set: {a: 1}}");
      visitor.page().keyboard().press("Control+s");
      assertThat(state(visitor)).hasText("Saved as version 2");
    }
  }

  @Test
  void faultsStandAtTheirLinesAndAClickLeadsThere() {
    try (Visitor visitor = visitor()) {
      visitor.go(tenant.at("workflow.xhtml") + "&name=relay");
      write(visitor, HEAD.formatted("relay") + "  - one: {sat: {a: 1}}");
      Locator fault = visitor.page().locator("[data-editor-faults] button").first();
      assertThat(fault).containsText("3:");
      assertThat(visitor.page().locator(".fault-marker")).hasCount(1);
      visitor.look("workflow-faulty");
      visitor.page().keyboard().press("Control+Home");
      fault.click();
      assertThat(
              visitor
                  .page()
                  .evaluate(
                      "() => document.querySelector('.CodeMirror').CodeMirror.getCursor().line"))
          .isEqualTo(2);
      leave(visitor);
    }
  }

  @Test
  void theTabKeyIndentsAndAfterEscapeItLeaves() {
    try (Visitor visitor = visitor()) {
      visitor.go(tenant.at("workflow.xhtml") + "&name=relay");
      visitor.page().locator(".CodeMirror").click();
      visitor.page().keyboard().press("Control+Home");
      visitor.page().keyboard().press("Tab");
      assertThat(text(visitor)).startsWith("  document");
      visitor.page().keyboard().press("Control+z");
      visitor.page().keyboard().press("Escape");
      visitor.page().keyboard().press("Tab");
      assertThat(visitor.page().locator(".CodeMirror-focused")).hasCount(0);
      leave(visitor);
    }
  }

  @Test
  void whoSavesSecondIsToldAndDecides() {
    tenant.save("shared", HEAD.formatted("shared") + "  - one: {set: {a: 1}}\n");
    try (Visitor first = visitor();
        Visitor second = visitor()) {
      first.go(tenant.at("workflow.xhtml") + "&name=shared");
      second.go(tenant.at("workflow.xhtml") + "&name=shared");
      write(first, HEAD.formatted("shared") + "  - one: {set: {a: 2}}");
      first.page().keyboard().press("Control+s");
      assertThat(state(first)).hasText("Saved as version 2");
      write(second, HEAD.formatted("shared") + "  - one: {set: {a: 3}}");
      second.page().keyboard().press("Control+s");
      assertThat(second.page().locator("#overtaken")).containsText("Version 2 appeared");
      second.look("workflow-overtaken");
      second.inDialog("Save mine after it").click();
      assertThat(state(second)).hasText("Saved as version 3");
      second.go(tenant.at("versions.xhtml") + "&name=shared");
      assertThat(second.page().locator("tbody tr")).hasCount(3);
    }
  }

  @Test
  void theTextInTheEditorIsTriedAsItIsAndNothingIsSaved() {
    String before = tenant.runs();
    try (Visitor visitor = visitor()) {
      visitor.go(tenant.at("workflow.xhtml") + "&name=relay");
      write(visitor, CALLS.replace("Hello", "Good morning"));
      visitor.page().locator("#headers").fill("Inbound-Webhook-Secret: " + Tenant.SECRET);
      visitor.button("Try it").click();
      Locator tried = visitor.page().locator("#tried");
      assertThat(tried).containsText("A secret of the workspace lets it in.");
      assertThat(tried).containsText("the text above");
      assertThat(tried).containsText("Good morning, Ada!");
      assertThat(tried).containsText("Not done. What comes back is not known");
      assertThat(tried).not().containsText(Tenant.SECRET);
      visitor.look("workflow-tried");
      visitor.page().locator("#answers").fill("{\"ask\": {\"body\": {\"price\": 1.10}}}");
      visitor.button("Try it").click();
      assertThat(tried).containsText("1.10");
      assertThat(tried.locator(".tried-end .chip")).hasText("succeeded");
      visitor.page().locator("#answers").fill("{");
      visitor.button("Try it").click();
      assertThat(tried).containsText("Sample answers: ");
      leave(visitor);
    }
    assertThat(tenant.runs()).isEqualTo(before);
  }

  @Test
  void twoVersionsAreCompared() {
    try (Visitor visitor = visitor()) {
      visitor.go(tenant.at("versions.xhtml") + "&name=changing");
      visitor.button("Compare").click();
      assertThat(visitor.page().locator(".diff tr[data-kind=changed]")).hasCount(1);
      assertThat(visitor.page().locator(".diff tr[data-kind=added]")).hasCount(1);
      assertThat(visitor.page().locator("#diff-title")).hasText("From v1 to v2");
    }
  }

  @Test
  void aWorkflowIsPausedResumedAndRemoved() {
    tenant.save("goes", HEAD.formatted("goes") + "  - one: {set: {a: 1}}\n");
    try (Visitor visitor = visitor()) {
      visitor.go(tenant.at("workflow.xhtml") + "&name=goes");
      visitor.button("Pause").click();
      assertThat(visitor.page().locator("h1 .chip")).hasText("paused");
      visitor.button("Resume").click();
      assertThat(visitor.page().locator("h1 .chip")).hasCount(0);
      visitor.button("Remove…").click();
      visitor.look("workflow-removal");
      visitor.inDialog("Remove it").click();
      assertThat(visitor.page().getByText("The workflow “goes” was removed.")).isVisible();
      assertThat(visitor.page().locator("tbody")).not().containsText("goes");
    }
  }

  @ParameterizedTest
  @EnumSource(Sight.class)
  void everyPageIsWholeAndOpenToEverybody(Sight sight) {
    try (Visitor visitor = new Visitor(browser, tenant.server(), sight).signIn()) {
      visitor.go(tenant.at("workflows.xhtml"));
      visitor.look("workflows");
      visitor.go(tenant.at("workflow.xhtml"));
      assertThat(state(visitor)).hasText(Pattern.compile("Sound.*"));
      visitor.look("workflow-new");
      visitor.go(tenant.at("workflow.xhtml") + "&name=relay");
      assertThat(state(visitor)).hasText(Pattern.compile("Sound.*"));
      visitor.button("Try it").click();
      assertThat(visitor.page().locator("#tried")).containsText("Not done.");
      visitor.look("workflow");
      visitor.go(tenant.at("versions.xhtml") + "&name=changing&from=1&to=2");
      visitor.look("versions-compared");
      visitor.go(tenant.at("versions.xhtml") + "&name=changing&version=1");
      visitor.look("versions-text");
    }
  }

  private Visitor visitor() {
    return new Visitor(browser, tenant.server(), Sight.WIDE_LIGHT).signIn();
  }

  private static Locator state(Visitor visitor) {
    return visitor.page().locator("[data-editor-state]");
  }

  /** Puts a text into the editor in place of the one that is there. */
  private static void write(Visitor visitor, String text) {
    visitor.page().locator(".CodeMirror").click();
    visitor
        .page()
        .evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", text);
  }

  private static String text(Visitor visitor) {
    return (String)
        visitor
            .page()
            .evaluate("() => document.querySelector('.CodeMirror').CodeMirror.getValue()");
  }

  /** Leaves without saving: the browser asks whether to. */
  private static void leave(Visitor visitor) {
    Page page = visitor.page();
    page.onDialog(dialog -> dialog.accept());
    page.navigate("about:blank");
  }
}

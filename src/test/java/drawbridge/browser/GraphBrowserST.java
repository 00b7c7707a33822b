package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import drawbridge.system.Server;
import drawbridge.system.SharedServer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Graphs of workflows beside the editor. */
@ExtendWith({Chromium.class, SharedServer.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GraphBrowserST {

  private static final String ORDER =
      """
      document: {dsl: '1.0.0', namespace: tests, name: order, version: '1.0.0'}
      do:
        - check:
            switch:
              - big: {when: .runtime.total > 1000, then: approve}
              - none: {when: .runtime.lines == null, then: end}
        - lines:
            for: {each: line, in: '{{runtime.lines}}'}
            do:
              - total: {set: {sum: 1}}
              - pause: {wait: {milliseconds: 1}, if: $line.n > 2}
        - both:
            fork: {branches: [{left: {set: {a: 1}}}, {right: {set: {b: 2}}}]}
        - approve: {set: {approved: true}}
      """;

  private final Browser browser;
  private final Tenant tenant;

  GraphBrowserST(Browser browser, Server server) {
    this.browser = browser;
    this.tenant = Tenant.of(server);
  }

  @BeforeAll
  void setUp() {
    tenant.save("order", ORDER);
  }

  private ConsoleUser user(Viewport viewport) {
    return new ConsoleUser(browser, tenant.server(), viewport).signIn();
  }

  private ConsoleUser editor(Viewport viewport) {
    ConsoleUser user = user(viewport);
    user.go(tenant.at("workflow.xhtml") + "&name=order");
    assertThat(node(user, "/0")).isVisible();
    return user;
  }

  private static Locator node(ConsoleUser user, String id) {
    return user.page().locator(".graph-drawing [data-node='" + id + "']");
  }

  private static BoundingBox box(ConsoleUser user, String id) {
    return node(user, id).locator("> .g-box").boundingBox();
  }

  private static Object cursorLine(ConsoleUser user) {
    return user.page()
        .evaluate("() => document.querySelector('.CodeMirror').CodeMirror.getCursor().line");
  }

  private static void write(ConsoleUser user, String text) {
    user.page()
        .evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", text);
  }

  @Test
  void graphShowsTasksInOrderWithTheirContents() {
    try (ConsoleUser user = editor(Viewport.WIDE_LIGHT)) {
      Page page = user.page();
      assertThat(page.locator(".g-name"))
          .hasText(
              new String[] {
                "check", "lines", "total", "pause", "both", "left", "right", "approve"
              });
      assertThat(page.locator(".g-label"))
          .hasText(
              new Pattern[] {
                Pattern.compile(".*total > 1000"),
                Pattern.compile(".*lines == null"),
                Pattern.compile(".*otherwise")
              });
      assertThat(node(user, "/1[]/1").locator(".g-if")).hasText("if $line.n > 2");
      BoundingBox loop = box(user, "/1");
      BoundingBox first = box(user, "/1[]/0");
      BoundingBox second = box(user, "/1[]/1");
      assertThat(box(user, "/0").y).isLessThan(loop.y);
      assertThat(first.y).isBetween(loop.y, loop.y + loop.height);
      assertThat(first.x).isBetween(loop.x, loop.x + loop.width);
      assertThat(second.y).isGreaterThan(first.y + first.height);
      assertThat(box(user, "/2/0").y).isEqualTo(box(user, "/2/1").y);
      assertThat(box(user, "/2/0").x).isLessThan(box(user, "/2/1").x);
    }
  }

  @Test
  void clickLeadsToTheLineAndTheCursorMarksTheTask() {
    try (ConsoleUser user = editor(Viewport.WIDE_LIGHT)) {
      node(user, "/1[]/1").locator("> .g-name").click();
      assertThat(cursorLine(user)).isEqualTo(10);
      assertThat(node(user, "/1[]/1")).hasAttribute("data-selected", "");
      user.page().keyboard().press("Control+End");
      assertThat(node(user, "/3")).hasAttribute("data-selected", "");
      assertThat(node(user, "/1[]/1")).not().hasAttribute("data-selected", "");
    }
  }

  @Test
  void arrowsMoveBetweenTasksAndEnterOpensOne() {
    try (ConsoleUser user = editor(Viewport.WIDE_LIGHT)) {
      Page page = user.page();
      page.locator("[data-zoom=in]").focus();
      page.keyboard().press("Tab");
      assertThat(node(user, "/0")).isFocused();
      page.keyboard().press("ArrowDown");
      page.keyboard().press("ArrowDown");
      assertThat(node(user, "/1[]/0")).isFocused();
      page.keyboard().press("Enter");
      assertThat(cursorLine(user)).isEqualTo(9);
    }
  }

  @Test
  void graphFollowsTheTextAndAFaultKeepsTheLastOne() {
    try (ConsoleUser user = editor(Viewport.WIDE_LIGHT)) {
      Locator note = user.page().locator("[data-graph-note]");
      write(user, ORDER + "  - extra: {set: {x: 1}}\n");
      assertThat(node(user, "/4")).isVisible();
      write(user, ORDER + "  - extra: {sat: {x: 1}}\n");
      assertThat(note).hasText("The definition has faults. The graph shows it before them.");
      assertThat(node(user, "/4")).isVisible();
      write(user, ORDER);
      assertThat(node(user, "/4")).hasCount(0);
      assertThat(note).isHidden();
    }
  }

  @Test
  void listHasTheSameTasksAndLeadsToTheirLines() {
    try (ConsoleUser user = editor(Viewport.WIDE_LIGHT)) {
      Page page = user.page();
      page.getByText("Tasks as a list").click();
      Locator inner = page.locator("[data-graph-list] > ol > li > ol > li");
      assertThat(inner.locator("> button"))
          .hasText(new String[] {"total", "pause", "left", "right"});
      assertThat(page.locator("[data-graph-list]"))
          .containsText(".runtime.lines == null: go to end");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("approve").setExact(true))
          .click();
      assertThat(cursorLine(user)).isEqualTo(13);
    }
  }

  @ForViewports
  void editorWithGraphHasNoOverflowAndIsAccessible(Viewport viewport) {
    try (ConsoleUser user = editor(viewport)) {
      user.page().getByText("Tasks as a list").click();
      user.check("workflow-graph");
    }
  }
}

package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.RequestOptions;
import drawbridge.expression.Scope;
import drawbridge.expression.ValuePosition;
import drawbridge.expression.compile.Expressions;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import drawbridge.system.Server;
import drawbridge.system.SharedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page of a run: timeline, graph in the colours of the run, and its values. */
@ExtendWith({Chromium.class, SharedServer.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunPageBrowserST {

  private static final String HEAD =
      "document: {dsl: '1.0.0', namespace: tests, name: %s, version: '1.0.0'}\ndo:\n";

  private static final String COURSE =
      HEAD.formatted("course")
          + """
            - load:
                try: [{ask: {raise: {error: {type: 'https://example.org/busy', status: 503}}}}]
                catch:
                  errors: {with: {status: 503}}
                  retry: {delay: {milliseconds: 50}, limit: {attempt: {count: 1}}}
                  do: [{fallBack: {set: {price: 1}, then: exit}}]
                if: $context.runtime.tried
            - lines:
                for: {each: line, in: '{{runtime.lines}}'}
                do:
                  - total: {set: {sum: '${ $line * 2 }'}}
                  - pause: {wait: {milliseconds: 20}, if: $line > 2}
            - both:
                fork: {branches: [{left: {set: {a: 1}}}, {right: {wait: {milliseconds: 300}}}]}
            - child: {run: {workflow: {namespace: tests, name: small, version: latest}}}
            - stop:
                raise: {error: {type: 'https://example.org/refused', status: 500, title: No luck}}
                if: $context.runtime.fail
            - never: {set: {x: 1}}
          """;

  /** Names that paths express in brackets, or not at all. */
  private static final String NAMES =
      """
      {"order": {"id": 4711, "lines": [{"sku": "A-1", "qty": 2.50}, []], "note": null, "paid": true},
       "Get Row": {"a.b": 1, "x/y": "2", "": 3, "]": {"lost": 4}, "it's \\"this\\"": 5},
       "this": {"true": 1, "else": 2, "0": 3}, "ümlaut": "ä", "a-b": 1, "@at": 2, "text": "{{no}}"}
      """;

  private final Browser browser;
  private final Tenant tenant;
  private String failed;

  RunPageBrowserST(Browser browser, Server server) {
    this.browser = browser;
    this.tenant = Tenant.of(server);
  }

  @BeforeAll
  void setUp() {
    tenant.save("small", HEAD.formatted("small") + "  - one: {set: {a: 1}}\n");
    tenant.save("course", COURSE);
    tenant.save(
        "slow", HEAD.formatted("slow") + "  - one: {set: {a: 1}}\n  - hold: {wait: PT1H}\n");
    tenant.save("loop", HEAD.formatted("loop") + LOOP);
    failed = tenant.run("{\"workflow\": \"course\", \"lines\": [1, 2, 3, 4], \"fail\": true}");
    await(failed, "failed");
  }

  private static final String LOOP =
      """
        - all:
            for: {each: n, in: '${ [range(1500)] }'}
            do: [{first: {set: {sum: $n}}}, {second: {set: {sum: $n}}}]
      """;

  private void await(String run, String status) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> tenant.get("/runs/" + run).path("status").asText().equals(status));
  }

  private ConsoleUser page(Viewport viewport, String run) {
    ConsoleUser user = new ConsoleUser(browser, tenant.server(), viewport).signIn();
    user.go(tenant.at("run.xhtml") + "&id=" + run);
    assertThat(user.page().locator(".tl-bar").first()).isVisible();
    return user;
  }

  private ConsoleUser page(String run) {
    return page(Viewport.WIDE_LIGHT, run);
  }

  private static Locator row(ConsoleUser user, String key) {
    return user.page().locator(".tree-row[data-key='" + key + "']");
  }

  private static BoundingBox bar(ConsoleUser user, String key) {
    return row(user, key).locator(".tl-bar").boundingBox();
  }

  private static Locator json(ConsoleUser user, String label) {
    return user.page().locator("[data-json-view][data-label='" + label + "']");
  }

  @Test
  void timelineNamesIterationsBranchesAndShowsTimesInOrder() {
    try (ConsoleUser user = page(failed)) {
      assertThat(row(user, "/1").locator(".tl-name")).hasText("lines");
      assertThat(row(user, "/1[2]").locator(".tl-name")).hasText("iteration 3");
      assertThat(row(user, "/1[2]/1").locator(".tl-bar")).hasAttribute("data-bar", "wait");
      assertThat(row(user, "/1[1]/1")).hasCount(0);
      BoundingBox third = bar(user, "/1[2]/1");
      BoundingBox fourth = bar(user, "/1[3]/1");
      assertThat(fourth.x).isGreaterThanOrEqualTo(third.x + third.width - 3);
      row(user, "/4").scrollIntoViewIfNeeded();
      assertThat(row(user, "/4")).hasAttribute("data-state", "failed");
      assertThat(row(user, "/4"))
          .hasAttribute("aria-label", Pattern.compile("stop, raise, failed.*"));
      assertThat(bar(user, "/2/1").width).isGreaterThan(bar(user, "/2/0").width);
    }
  }

  @Test
  void attemptsAndTheDelayBetweenThemAreRows() {
    String tried = tenant.run("{\"workflow\": \"course\", \"lines\": [], \"tried\": true}");
    await(tried, "failed");
    try (ConsoleUser user = page(tried)) {
      assertThat(user.page().locator(".tl-name"))
          .hasText(
              new String[] {
                "load",
                "attempt 1",
                "ask",
                "delay before attempt 2",
                "attempt 2",
                "ask",
                "catch",
                "fallBack"
              });
      assertThat(row(user, "/0@1+").locator(".tl-bar")).hasAttribute("data-bar", "retry");
      assertThat(bar(user, "/0@2").x).isGreaterThan(bar(user, "/0@1+").x);
    }
  }

  @Test
  void failureIsOneClickAway() {
    try (ConsoleUser user = page(failed)) {
      user.button("Jump to the failure").click();
      assertThat(row(user, "/4")).hasAttribute("aria-selected", "true");
      Locator step = user.page().locator("details[data-key='/4']");
      assertThat(step).hasAttribute("open", "");
      assertThat(step.locator("summary")).isFocused();
      assertThat(step).containsText("No luck");
    }
  }

  @Test
  void childRunIsLinkedFromItsStep() {
    try (ConsoleUser user = page(failed)) {
      row(user, "/3").scrollIntoViewIfNeeded();
      row(user, "/3").locator(".tl-name").click();
      user.link("Child run, succeeded").click();
      assertThat(user.page().locator("h1")).containsText("small v1");
    }
  }

  @Test
  void timelineWorksByKeyboard() {
    try (ConsoleUser user = page(failed)) {
      Page page = user.page();
      page.locator("[data-time-zoom=in]").focus();
      page.keyboard().press("Tab");
      page.keyboard().press("ArrowDown");
      assertThat(row(user, "/1")).hasAttribute("aria-selected", "true");
      page.keyboard().press("ArrowLeft");
      assertThat(row(user, "/1")).hasAttribute("aria-expanded", "false");
      assertThat(row(user, "/1[0]")).hasCount(0);
      page.keyboard().press("ArrowDown");
      assertThat(row(user, "/2")).hasAttribute("aria-selected", "true");
      page.keyboard().press("ArrowRight");
      page.keyboard().press("Enter");
      assertThat(page.locator("details[data-key='/2/0'] summary, details[data-key='/2/1'] summary"))
          .not()
          .hasCount(0);
      assertThat(page.locator("#data details:focus-within")).hasCount(1);
    }
  }

  @Test
  void graphHasTheColoursOfTheRunAndFiltersTheTimeline() {
    try (ConsoleUser user = page(failed)) {
      Page page = user.page();
      user.button("Graph").click();
      assertThat(node(user, "/1[]/0")).hasAttribute("data-state", "done");
      assertThat(node(user, "/1[]/0").locator(".g-badge")).hasText("✓ ×4");
      assertThat(node(user, "/1[]/1").locator(".g-badge")).hasText("✓ ×2");
      assertThat(node(user, "/4")).hasAttribute("data-state", "failed");
      assertThat(node(user, "/5")).hasAttribute("data-state", "");
      assertThat(node(user, "/0")).hasAttribute("data-state", "");
      assertThat(page.locator("[data-node-state='/1[]/0']")).hasText("done, 4 times");
      node(user, "/1[]/1").locator("> .g-name").click();
      assertThat(page.locator("[data-filter-name]")).hasText("pause");
      assertThat(page.locator(".tl-name"))
          .hasText(new String[] {"lines", "iteration 3", "pause", "iteration 4", "pause"});
      page.getByText("Show all steps").click();
      assertThat(row(user, "/1[0]/0")).hasCount(1);
    }
  }

  private static Locator node(ConsoleUser user, String id) {
    return user.page().locator(".graph-drawing [data-node='" + id + "']");
  }

  @Test
  void unfinishedRunIsFollowedWithoutLosingWhatWasOpened() {
    String slow = tenant.run("{\"workflow\": \"slow\", \"n\": {\"m\": 1}}");
    await(slow, "waiting");
    try (ConsoleUser user = page(slow)) {
      Page page = user.page();
      assertThat(row(user, "/1")).hasAttribute("data-state", "waiting");
      json(user, "Request data").locator("[data-fold]").first().click();
      assertThat(json(user, "Request data").locator(".tree-row")).hasCount(1);
      Locator summary = page.locator("details[data-key='/0'] summary");
      summary.click();
      user.button("Cancel…").click();
      var unused =
          tenant
              .server()
              .admin(
                  "POST",
                  "workspaces/" + tenant.name() + "/runs/" + slow + "/cancel",
                  "application/json",
                  "");
      page.keyboard().press("Escape");
      summary.focus();
      assertThat(page.locator(".states .chip")).hasText("cancelled");
      assertThat(page.locator("details[data-key='/0']")).hasAttribute("open", "");
      assertThat(summary).isFocused();
      assertThat(json(user, "Request data").locator(".tree-row")).hasCount(1);
      assertThat(page.locator("[data-opens=cancel]")).hasCount(0);
    }
  }

  @Test
  void largeJournalIsDrawnInParts() {
    String loop = tenant.run("{\"workflow\": \"loop\"}");
    await(loop, "succeeded");
    try (ConsoleUser user = page(loop)) {
      Page page = user.page();
      assertThat(page.locator("[data-timeline-count]")).hasText("3,000 steps");
      row(user, "/0").locator("[data-fold]").click();
      assertThat(row(user, "/0[0]")).isVisible();
      page.locator("[data-timeline]").focus();
      page.keyboard().press("End");
      assertThat(row(user, "/0[1499]")).isVisible();
      assertThat(page.locator("[data-timeline] .tree-row").count()).isLessThan(60);
      page.keyboard().press("ArrowRight");
      page.keyboard().press("ArrowRight");
      page.keyboard().press("Enter");
      assertThat(page).hasURL(Pattern.compile(".*&step=2998#step"));
      assertThat(page.locator("details[data-key='/0[1499]/0'] summary")).isFocused();
    }
  }

  @Test
  void valuesFoldAreSearchedAndKeepTheirDigits() {
    String text =
        "{\"workflow\": \"small\", \"big\": 12345678901234567890, \"price\": 2.50,"
            + " \"list\": [{\"name\": \"Ada\"}, {\"name\": \"ADAM\"}]}";
    String run = tenant.run(text);
    await(run, "succeeded");
    try (ConsoleUser user = page(run)) {
      Page page = user.page();
      Locator view = json(user, "Request data");
      assertThat(view).containsText("12345678901234567890");
      assertThat(view).containsText("2.50");
      view.getByLabel("Find in Request data").fill("ada");
      assertThat(view.locator(".json-count")).hasText("1 of 2");
      page.keyboard().press("Enter");
      assertThat(view.locator(".json-count")).hasText("2 of 2");
      assertThat(view.locator(".json-path")).hasText(".list[1].name");
      view.locator(".json-tree").focus();
      page.keyboard().press("ArrowLeft");
      assertThat(view.locator(".json-path")).hasText(".list[1]");
      page.keyboard().press("ArrowLeft");
      assertThat(view.locator(".tree-row[aria-selected=true]"))
          .hasAttribute("aria-expanded", "false");
      page.keyboard().press("Control+f");
      assertThat(view.getByLabel("Find in Request data")).isFocused();
    }
  }

  @Test
  void valueAndPathAreCopied() {
    String run = tenant.run("{\"workflow\": \"small\", \"two words\": {\"text\": \"a\\\"b\"}}");
    await(run, "succeeded");
    try (ConsoleUser user = page(run)) {
      Page page = user.page();
      page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
      Locator view = json(user, "Request data");
      view.locator(".tree-row").last().click();
      view.getByText("Copy value").click();
      assertThat(clipboard(page)).isEqualTo("a\"b");
      view.getByText("Copy path").click();
      assertThat(clipboard(page)).isEqualTo(".[\"two words\"].text");
      view.getByText("Copy reference").click();
      assertThat(clipboard(page)).isEqualTo("{{runtime.[two words].text}}");
      Locator output = page.locator("details[data-key='/0']");
      output.locator("summary").click();
      output.locator(".tree-row").last().click();
      output.getByText("Copy reference").click();
      assertThat(clipboard(page)).isEqualTo("{{states.one.output.a}}");
    }
  }

  private static Object clipboard(Page page) {
    return page.evaluate("() => navigator.clipboard.readText()");
  }

  /** Resolves the reference of each value and compares the result with the value. */
  @Test
  @Tag("H1")
  void everyReferenceResolvesToItsValue() {
    ObjectNode body = (ObjectNode) Json.read(NAMES);
    String run = tenant.run(Json.write(body.put("workflow", "small")));
    await(run, "succeeded");
    Map<String, JsonNode> roots = new HashMap<>();
    roots.put("runtime", tenant.get("/runs/" + run).path("runtime"));
    Scope scope = new Scope(Json.object(), roots, Map.of());
    try (ConsoleUser user = page(run)) {
      Locator view = json(user, "Request data");
      int resolved = 0;
      for (Locator row : view.locator(".tree-row").all()) {
        row.click();
        Locator reference = view.getByText("Copy reference");
        String shown = row.locator("[class^=j-]").last().textContent();
        if (reference.count() == 0) {
          assertThat(view.locator(".json-path").textContent()).containsAnyOf("[\"\"]", "[\"]\"]");
        } else if (!shown.endsWith(" members") && !shown.endsWith(" items")) {
          String text = reference.textContent().replace("Copy reference ", "");
          assertThat(Json.write(resolve(text, scope)).replace("[]", "[ ]"))
              .as(text)
              .isEqualTo(shown);
          resolved++;
        }
      }
      assertThat(resolved).isGreaterThan(12);
    }
  }

  private static JsonNode resolve(String reference, Scope scope) {
    List<Fault> faults = new ArrayList<>();
    JsonNode value =
        new Expressions(true)
            .value(TextNode.valueOf(reference), "", ValuePosition.ORDINARY, faults::add)
            .resolve(scope);
    assertThat(faults).as(reference).isEmpty();
    return value;
  }

  @Test
  void apiReadsWithTheSessionButChangesNothing() {
    String run = "/api/admin/workspaces/" + tenant.name() + "/runs/" + failed;
    try (ConsoleUser user = page(failed)) {
      var api = user.page().request();
      String base = tenant.server().base().toString();
      APIResponse first = api.get(base + run + "/timeline");
      assertThat(first.status()).isEqualTo(200);
      assertThat(Json.read(first.text()).at("/steps/0/key").asText()).isEqualTo("/1[0]/0");
      RequestOptions same =
          RequestOptions.create().setHeader("If-None-Match", first.headers().get("etag"));
      assertThat(api.get(base + run + "/timeline", same).status()).isEqualTo(304);
      assertThat(api.get(base + run + "/values/runtime").text()).contains("\"fail\":true");
      assertThat(api.get(base + run + "/steps/0/output").text()).isEqualTo("{\"sum\":2}");
      for (String missing :
          List.of("/values/secret", "/steps/0/key", "/steps/-1/output", "/steps/x/y")) {
        assertThat(api.get(base + run + missing).status()).as(missing).isEqualTo(404);
      }
      RequestOptions own = RequestOptions.create().setHeader("X-Drawbridge-Request", "1");
      assertThat(api.post(base + run + "/cancel", own).status()).isEqualTo(401);
      RequestOptions foreign = RequestOptions.create().setHeader("Sec-Fetch-Site", "cross-site");
      assertThat(api.get(base + run + "/timeline", foreign).status()).isEqualTo(401);
      user.page().context().clearCookies();
      APIResponse ended = api.get(base + run + "/timeline", own);
      assertThat(ended.status()).isEqualTo(401);
      assertThat(ended.headers()).doesNotContainKey("www-authenticate");
    }
  }

  @ForViewports
  void pageHasNoOverflowAndIsAccessible(Viewport viewport) {
    try (ConsoleUser user = page(viewport, failed)) {
      json(user, "Request data").scrollIntoViewIfNeeded();
      assertThat(json(user, "Request data").locator(".tree-row").first()).isVisible();
      user.button("Jump to the failure").click();
      user.check("run");
      user.button("Graph").click();
      user.page().getByText("Tasks as a list").click();
      user.check("run-graph");
    }
  }
}

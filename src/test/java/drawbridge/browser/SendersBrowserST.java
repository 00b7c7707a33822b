package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import drawbridge.platform.Json;
import drawbridge.system.Server;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Triggers, secrets and rejections; and what senders name, which is text and never runs. */
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendersBrowserST {

  private static final String HOSTILE =
      "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>'#{7*7}";
  private static final String GREET =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - greet: {set: {greeting: 'Hello, {{runtime.name}}!'}}
      """;

  private final Browser browser;
  private Server server;
  private String run;

  SendersBrowserST(Browser browser) {
    this.browser = browser;
  }

  @BeforeAll
  void furnish(@TempDir Path directory) throws Exception {
    server = Server.start(directory, Map.of());
    for (String name : List.of("greet", HOSTILE)) {
      String at = "workspaces/default/workflows/" + encoded(name);
      assertEquals(201, server.admin("PUT", at, "application/yaml", GREET).statusCode());
    }
    for (String name : List.of("shop", HOSTILE)) {
      String at = "workspaces/default/triggers/" + encoded(name);
      String body = Json.write(Json.object().put("workflow", name.equals("shop") ? "greet" : name));
      assertEquals(201, server.admin("PUT", at, "application/json", body).statusCode());
    }
    HttpResponse<String> accepted = server.post(request(HOSTILE));
    run = Json.read(accepted.body()).at("/results/0/runId").asText();
    server.post(request("no such " + HOSTILE));
  }

  private static String request(String workflow) {
    return Json.write(
        Json.object().put("workflow", workflow).put("uid", HOSTILE).put("name", HOSTILE));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @AfterAll
  void close() {
    server.close();
  }

  private Visitor visitor(Sight sight) {
    return new Visitor(browser, server, sight).signIn();
  }

  @Test
  void whatSendersAndOperatorsNameIsTextOnEveryPage() {
    try (Visitor visitor = visitor(Sight.WIDE_LIGHT)) {
      for (String page :
          List.of(
              "runs.xhtml?workspace=default",
              "runs.xhtml?workspace=default&q=" + encoded(HOSTILE),
              "run.xhtml?workspace=default&id=" + run,
              "workflows.xhtml?workspace=default",
              "workflow.xhtml?workspace=default&name=" + encoded(HOSTILE),
              "versions.xhtml?workspace=default&name=" + encoded(HOSTILE),
              "triggers.xhtml?workspace=default",
              "trigger.xhtml?workspace=default&name=" + encoded(HOSTILE),
              "repeat.xhtml?workspace=default&workflow=" + encoded(HOSTILE),
              "audit.xhtml?workspace=default")) {
        visitor.go(page);
        assertThat(visitor.page().locator("main")).containsText("<img src=x onerror=");
        assertNull(visitor.page().evaluate("() => window.hacked"), page);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Sight.class,
      names = {"WIDE_LIGHT", "NARROW_LIGHT"})
  void pagesOfSendersAreWhole(Sight sight) {
    try (Visitor visitor = visitor(sight)) {
      visitor.go("triggers.xhtml?workspace=default");
      assertThat(visitor.page().locator("main")).containsText("shop");
      visitor.look("triggers");
      visitor.go("trigger.xhtml", "shop");
      assertThat(visitor.page().locator("main")).containsText("curl");
      visitor.look("trigger");
      visitor.go("trigger-setup.xhtml?workspace=default");
      visitor.look("trigger-setup");
      visitor.go("secrets.xhtml?workspace=default");
      visitor.look("secrets");
      visitor.go("rejections.xhtml?workspace=default");
      assertThat(visitor.page().locator("main")).containsText("no-such-workflow");
      visitor.look("rejections");
    }
  }

  @Test
  void aSecretIsShownOnceAndItsPredecessorStays() {
    try (Visitor visitor = visitor(Sight.WIDE_LIGHT)) {
      Page page = visitor.page();
      visitor.go("secrets.xhtml?workspace=default");
      visitor.button("New secret…").click();
      visitor.inDialog("Make it").click();
      assertThat(page.locator(".shown-once code")).isVisible();
      String secret = page.locator(".shown-once code").textContent();
      assertThat(page.locator("tbody tr .mono")).hasCount(3); // two secrets, one key
      assertEquals(
          202,
          server
              .postWith(secret, "/api/inbound/default", "{\"workflow\": \"greet\"}")
              .statusCode());
      page.reload();
      assertThat(page.locator("main")).not().containsText(secret);
    }
  }

  @Test
  void aTriggerIsDisabledAnsweredWith410AndRemoved() throws Exception {
    String body = "{\"workflow\": \"greet\"}";
    String url =
        Json.read(
                server
                    .admin(
                        "PUT", "workspaces/default/triggers/short-lived", "application/json", body)
                    .body())
            .path("url")
            .asText();
    String path = URI.create(url).getPath();
    try (Visitor visitor = visitor(Sight.WIDE_LIGHT)) {
      visitor.go("trigger.xhtml", "short-lived");
      assertEquals(202, server.post(path, "{}").statusCode());
      visitor.button("Disable").click();
      assertThat(visitor.button("Enable")).isVisible();
      assertEquals(410, server.post(path, "{}").statusCode());
      visitor.button("Remove…").first().click();
      visitor.inDialog("Remove it").click();
      assertThat(visitor.page().locator("h1")).hasText("Triggers");
      assertEquals(404, server.post(path, "{}").statusCode());
    }
  }
}

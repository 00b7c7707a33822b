package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import drawbridge.platform.json.Json;
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

/** Triggers, secrets and rejections in the console, and escaping of texts from outside. */
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
  void setUp(@TempDir Path directory) throws Exception {
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

  private ConsoleUser user(Viewport viewport) {
    return new ConsoleUser(browser, server, viewport).signIn();
  }

  @Test
  void everyPageEscapesNames() {
    try (ConsoleUser user = user(Viewport.WIDE_LIGHT)) {
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
        user.go(page);
        assertThat(user.page().locator("main")).containsText("<img src=x onerror=");
        assertNull(user.page().evaluate("() => window.hacked"), page);
      }
    }
  }

  @ForViewports
  void pagesHaveNoOverflowAndAreAccessible(Viewport viewport) {
    try (ConsoleUser user = user(viewport)) {
      user.go("triggers.xhtml?workspace=default");
      assertThat(user.page().locator("main")).containsText("shop");
      user.check("triggers");
      user.go("trigger.xhtml", "shop");
      assertThat(user.page().locator("main")).containsText("curl");
      user.check("trigger");
      user.go("trigger-setup.xhtml?workspace=default");
      user.check("trigger-setup");
      user.go("provider-rows.xhtml?workspace=default");
      assertThat(user.page().locator("main")).containsText("No own signatures or handshakes");
      user.check("provider-rows");
      user.go("provider-row.xhtml?workspace=default");
      user.check("provider-row");
      user.go("secrets.xhtml?workspace=default");
      user.check("secrets");
      user.go("rejections.xhtml?workspace=default");
      assertThat(user.page().locator("main")).containsText("no-such-workflow");
      user.check("rejections");
    }
  }

  @Test
  void newSecretIsShownOnceAndOldSecretStaysValid() {
    try (ConsoleUser user = user(Viewport.WIDE_LIGHT)) {
      Page page = user.page();
      user.go("secrets.xhtml?workspace=default");
      user.button("New secret…").click();
      user.inDialog("Create").click();
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
  void triggerIsDisabledAndRemoved() throws Exception {
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
    try (ConsoleUser user = user(Viewport.WIDE_LIGHT)) {
      user.go("trigger.xhtml", "short-lived");
      assertEquals(202, server.post(path, "{}").statusCode());
      user.button("Disable").click();
      assertThat(user.button("Enable")).isVisible();
      assertEquals(410, server.post(path, "{}").statusCode());
      user.button("Remove…").first().click();
      user.inDialog("Remove").click();
      assertThat(user.page().locator("h1")).hasText("Triggers");
      assertEquals(404, server.post(path, "{}").statusCode());
    }
  }
}

package drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import drawbridge.browser.Chromium;
import drawbridge.system.ContractOverHttp;
import drawbridge.system.Postgres;
import drawbridge.system.Server;
import drawbridge.system.StrictHeadsOverHttp;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract on WildFly with {@code server-config/wildfly/install.cli}. */
@Tag("servers")
class WildFlyST extends ContractOverHttp {

  private static WildFlyServer server;

  WildFlyST() {
    super(server.base());
  }

  @BeforeAll
  static void install(@TempDir Path directory) throws IOException {
    server = WildFlyServer.installed(directory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The connector of WildFly. */
  @Nested
  class StrictHeads extends StrictHeadsOverHttp {

    StrictHeads() {
      super(server.base());
    }

    @Test
    void lengthBeforeChunksIsRefused() throws IOException {
      assertRefused(closed("Content-Length: 20\r\n" + CHUNKED, CHUNK + HIDDEN));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          " X-A: b\r\n",
          "Content-Length x: 20\r\n",
          "Host : localhost\r\n",
          "Host: \r\n",
          "Host: localhost:ab\r\n",
        })
    void headerLinesAreWellFormed(String lines) throws IOException {
      assertRefused(closed(lines + LENGTH, BODY));
    }

    /** WildFly reads the name up to the space, and the rest as a value that is no number. */
    @Test
    void spaceBeforeTheColonHidesNoLength() throws IOException {
      assertRefused(closed("Content-Length : " + BODY.length() + "\r\n", BODY));
      assertRefused(closed("Transfer-Encoding : chunked\r\n" + LENGTH, BODY));
    }

    /** The HTTP port passes /health on to the management port, which would change the protocol. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "Upgrade: jboss-remoting\r\n",
          "Upgrade: h2c\r\nUpgrade: jboss-remoting\r\n",
          "Upgrade: h2c, jboss-remoting\r\n",
        })
    void healthLeadsToNoManagement(String lines) throws IOException {
      String upgrade =
          "GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"
              + "Sec-JbossRemoting-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
              + lines
              + "\r\n";
      String outside = "GET /health/../management HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      assertThat(answersTo(upgrade + outside))
          .startsWith("HTTP/1.1 200")
          .contains("HTTP/1.1 404")
          .doesNotContain("HTTP/1.1 101");
    }

    /** A proxy must refuse these (servers.md): the application cannot see them. */
    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n"})
    void bareLineEndEndsAHeaderLine(String end) throws IOException {
      assertThat(closed("Connection: close\r\nX-A: b" + end + LENGTH, BODY))
          .startsWith("HTTP/1.1 202");
    }

    /** WildFly closes the connection without a reply to most of them. */
    @ParameterizedTest
    @ValueSource(strings = {"+14", "-14", "0x14", "14g", "", "10000000000000014"})
    void chunkSizeIsANumber(String size) throws IOException {
      String answer = closed(CHUNKED, chunk(size) + HIDDEN);
      if (!answer.isEmpty()) {
        assertRefused(answer);
      }
    }
  }

  /** The console on WildFly's Jakarta Faces. */
  @Nested
  @ExtendWith(Chromium.class)
  class InABrowser {

    @Test
    void adminSignsIn(Browser browser) {
      try (BrowserContext context = browser.newContext()) {
        Page page = context.newPage();
        page.navigate(server.base() + "/console/sign-in.xhtml");
        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill(Server.PASSWORD);
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Overview");
        assertThat(context.cookies())
            .singleElement()
            .satisfies(
                cookie -> {
                  assertThat(cookie.name).isEqualTo("DRAWBRIDGE_SESSION");
                  assertThat(cookie.httpOnly).isTrue();
                  assertThat(cookie.sameSite).hasToString("LAX");
                });
      }
    }
  }

  /** Stops by SIGTERM and starts. */
  @Nested
  class Restarts {

    private static final String EVENT = "{\"workflow\": \"greet\", \"uid\": \"kept\"}";

    @Test
    @Tag("R8")
    void eventsStayAndTheEnvironmentChoosesTheStore(@TempDir Path data) throws Exception {
      assertThat(post()).isEqualTo(202);
      try (Postgres other = Postgres.create(data)) {
        Map<String, String> settings = new HashMap<>(other.settings());
        settings.put("DATABASE_DRIVER", "postgresql");
        server.restart(settings);
        assertThat(post()).as("another store").isEqualTo(202);
        server.restart(Map.of());
      }
      assertThat(post()).as("a duplicate").isEqualTo(200);
      assertThat(server.logged())
          .containsPattern("stopped; other nodes continue [0-9]+ runs")
          .doesNotContain("cannot sign off", "ComponentIsStoppedException");
    }

    private int post() throws IOException, InterruptedException {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(server.base().resolve("/api/inbound/default"))
                  .header("Inbound-Webhook-Secret", Server.SECRET)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(EVENT))
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }
}

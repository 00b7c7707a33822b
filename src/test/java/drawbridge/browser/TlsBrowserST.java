package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import drawbridge.system.Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The console behind a proxy at which TLS ends. */
@ExtendWith(Chromium.class)
class TlsBrowserST {

  private final Browser browser;

  TlsBrowserST(Browser browser) {
    this.browser = browser;
  }

  @Test
  void operatorSignsInWithASecureCookie(@TempDir Path directory) throws Exception {
    try (Server server =
            Server.start(directory, Map.of("DRAWBRIDGE_HTTP_TRUSTED_PROXIES", "127.0.0.1"));
        TlsProxy proxy = TlsProxy.start(server.base(), directory);
        BrowserContext context =
            browser.newContext(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true))) {
      List<String> errors = new ArrayList<>();
      Page page = context.newPage();
      page.onConsoleMessage(
          message -> {
            if (message.type().equals("error")) {
              errors.add(message.text());
            }
          });
      page.onPageError(errors::add);
      String runs = proxy.base() + "/console/runs.xhtml?workspace=default";

      page.navigate(runs);
      assertThat(page).hasTitle("Sign in · Drawbridge");
      page.getByLabel("Name").fill("admin");
      page.getByLabel("Password").fill(Server.PASSWORD);
      page.keyboard().press("Enter");

      assertThat(page).hasURL(runs);
      assertThat(page.locator("h1")).hasText("Runs");
      Cookie session =
          context.cookies().stream()
              .filter(cookie -> cookie.name.equals("DRAWBRIDGE_SESSION"))
              .findFirst()
              .orElseThrow();
      assertThat(session.secure).isTrue();
      assertThat(session.httpOnly).isTrue();
      assertThat(session.sameSite).isEqualTo(SameSiteAttribute.LAX);

      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
      assertThat(page).hasTitle("Sign in · Drawbridge");
      assertThat(page.url()).startsWith(proxy.base());
      assertThat(errors).isEmpty();
    }
  }
}

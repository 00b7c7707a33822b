package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import drawbridge.system.Server;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody at the console, in a window of their own. Remembers what the browser complains of:
 * errors of scripts, and what the content security policy forbids.
 */
final class Visitor implements AutoCloseable {

  private final Server server;
  private final Sight sight;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  Visitor(Browser browser, Server server, Sight sight) {
    this.server = server;
    this.sight = sight;
    this.page = sight.open(browser);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  /** Signs in as the first operator. */
  Visitor signIn() {
    go("sign-in.xhtml");
    page.getByLabel("Name").fill("admin");
    page.getByLabel("Password").fill(Server.PASSWORD);
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Overview");
    return this;
  }

  Page page() {
    return page;
  }

  void go(String address) {
    page.navigate(server.base() + "/console/" + address);
  }

  /** A page of the workspace {@code default}. */
  void go(String file, String name) {
    go(file + "?workspace=default&name=" + encoded(name));
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }

  /** The button of the dialog that is open. */
  Locator inDialog(String name) {
    return page.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Photographs the page, which must be whole and open to everybody. */
  void look(String name) {
    page.waitForLoadState();
    sight.photograph(page, name);
    assertThat(Sight.overflow(page)).as(name + " is not cut off").isZero();
    assertThat(sight.barriers(page, name)).as(name + " has no barriers").isEmpty();
  }

  /** Fails when the browser has complained of anything. */
  @Override
  public void close() {
    page.context().close();
    assertThat(complaints).isEmpty();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

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
 * An operator with an own browser window. Records errors of scripts and violations of the content
 * security policy.
 */
final class ConsoleUser implements AutoCloseable {

  private final Server server;
  private final Viewport viewport;
  private final Page page;
  private final List<String> errors = new ArrayList<>();

  ConsoleUser(Browser browser, Server server, Viewport viewport) {
    this.server = server;
    this.viewport = viewport;
    this.page = viewport.open(browser);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            errors.add(message.text());
          }
        });
    page.onPageError(errors::add);
  }

  /** Signs in as the operator {@code admin}. */
  ConsoleUser signIn() {
    return signIn("admin", Server.PASSWORD);
  }

  /** Signs in as an operator. */
  ConsoleUser signIn(String name, String password) {
    go("sign-in.xhtml");
    page.getByLabel("Name").fill(name);
    page.getByLabel("Password").fill(password);
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Overview");
    return this;
  }

  /** Returns the errors that the browser has reported so far. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** Forgets the errors so far, so that {@link #close} does not fail on them. */
  void forgetErrors() {
    errors.clear();
  }

  Page page() {
    return page;
  }

  void go(String address) {
    page.navigate(server.base() + "/console/" + address);
  }

  /** Opens a page of the workspace {@code default}. */
  void go(String file, String name) {
    go(file + "?workspace=default&name=" + encoded(name));
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }

  /** Returns a button of the open dialog. */
  Locator inDialog(String name) {
    return page.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Saves a screenshot; fails on horizontal overflow and on accessibility violations. */
  void check(String name) {
    page.waitForLoadState();
    viewport.screenshot(page, name);
    assertThat(Viewport.overflow(page)).as(name + " has no overflow").isZero();
    assertThat(viewport.violations(page, name)).as(name + " is accessible").isEmpty();
  }

  /** Closes the window. Fails when the browser has reported an error. */
  @Override
  public void close() {
    page.context().close();
    assertThat(errors).isEmpty();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

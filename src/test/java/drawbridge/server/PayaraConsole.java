package drawbridge.server;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import drawbridge.browser.Viewport;
import java.net.URI;

/** The admin console of Payara Server in a signed-in browser. */
final class PayaraConsole implements AutoCloseable {

  private static final double TIMEOUT_MILLIS = 90_000; // the first page starts the console

  private final Page page;
  private final URI base;

  PayaraConsole(Browser browser, PayaraDomain domain) {
    page = Viewport.WIDE_LIGHT.open(browser);
    base = domain.console();
    page.setDefaultTimeout(TIMEOUT_MILLIS);
    page.setDefaultNavigationTimeout(TIMEOUT_MILLIS);
    page.navigate(base.toString());
    page.fill("input[name=j_username]", "admin");
    page.fill("input[name=j_password]", Asadmin.PASSWORD);
    page.press("input[name=j_password]", "Enter");
    page.waitForSelector("text=List Deployed Applications");
  }

  /** Opens a page and waits until it shows the text. */
  PayaraConsole open(String path, String text) {
    page.navigate(base.resolve(path).toString());
    page.waitForSelector("text=" + text);
    return this;
  }

  /** Returns the text of the page. */
  String text() {
    return page.innerText("body");
  }

  /** Saves a screenshot and returns the text of the page. */
  String screenshot(String name) {
    Viewport.WIDE_LIGHT.screenshot(page, "payara-" + name);
    return text();
  }

  @Override
  public void close() {
    page.context().close();
  }
}

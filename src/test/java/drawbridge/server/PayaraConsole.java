package drawbridge.server;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import drawbridge.browser.Sight;
import java.net.URI;

/** The admin console of a Payara Server, as an operator who is signed in sees it. */
final class PayaraConsole implements AutoCloseable {

  private static final double PATIENCE_MILLIS = 90_000; // the first page starts the console

  private final Page page;
  private final URI base;

  PayaraConsole(Browser browser, PayaraDomain domain) {
    page = Sight.WIDE_LIGHT.open(browser);
    base = domain.console();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.setDefaultNavigationTimeout(PATIENCE_MILLIS);
    page.navigate(base.toString());
    page.fill("input[name=j_username]", "admin");
    page.fill("input[name=j_password]", PayaraDomain.PASSWORD);
    page.press("input[name=j_password]", "Enter");
    page.waitForSelector("text=List Deployed Applications");
  }

  /** Goes to a page of the console and waits until it says this. */
  PayaraConsole open(String path, String text) {
    page.navigate(base.resolve(path).toString());
    page.waitForSelector("text=" + text);
    return this;
  }

  /** What the page says. */
  String text() {
    return page.innerText("body");
  }

  /** Keeps a picture of the page, {@code target/screenshots/payara-<name>-….png}. */
  String photographed(String name) {
    Sight.WIDE_LIGHT.photograph(page, "payara-" + name);
    return text();
  }

  @Override
  public void close() {
    page.context().close();
  }
}

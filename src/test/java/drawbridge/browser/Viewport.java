package drawbridge.browser;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The window sizes and colour schemes that the tests use. */
public enum Viewport {
  WIDE_LIGHT(1280, 800, ColorScheme.LIGHT),
  WIDE_DARK(1280, 800, ColorScheme.DARK),
  NARROW_LIGHT(390, 844, ColorScheme.LIGHT),
  NARROW_DARK(390, 844, ColorScheme.DARK);

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Set<String> SEVERE = Set.of("serious", "critical");

  private final int width;
  private final int height;
  private final ColorScheme scheme;

  Viewport(int width, int height, ColorScheme scheme) {
    this.width = width;
    this.height = height;
    this.scheme = scheme;
  }

  /** Opens a window without cookies, in another time zone than the server. Close its context. */
  public Page open(Browser browser) {
    return browser
        .newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setTimezoneId("Europe/Berlin")
                .setLocale("en-GB"))
        .newPage();
  }

  /** Saves a screenshot of the page as {@code target/screenshots/(name)-(viewport).png}. */
  public Path screenshot(Page page, String name) {
    Path file = SCREENSHOTS.resolve(name + "-" + name().toLowerCase(Locale.ROOT) + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    return file;
  }

  /**
   * Returns the serious and critical violations that axe-core finds on the page. Legacy mode is
   * faster and skips frames of other sites, which the console has none of. Appends a line to {@code
   * target/screenshots/accessibility.txt}.
   */
  public List<String> violations(Page page, String name) {
    AxeResults found = new AxeBuilder(page).setLegacyMode(true).analyze();
    report(name, found);
    return found.getViolations().stream()
        .filter(Viewport::isSevere)
        .map(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes())
        .toList();
  }

  private void report(String name, AxeResults found) {
    long severe = found.getViolations().stream().filter(Viewport::isSevere).count();
    List<String> minor =
        found.getViolations().stream()
            .filter(rule -> !isSevere(rule))
            .map(rule -> rule.getImpact() + " " + rule.getId())
            .toList();
    String line =
        "%-24s %-12s %3d rules passed, %d serious or critical, minor: %s%n"
            .formatted(
                name, name().toLowerCase(Locale.ROOT), found.getPasses().size(), severe, minor);
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.writeString(SCREENSHOTS.resolve("accessibility.txt"), line, CREATE, APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSevere(Rule rule) {
    return SEVERE.contains(rule.getImpact());
  }

  /** Returns by how many pixels the page is wider than its window; 0 without overflow. */
  public static int overflow(Page page) {
    return (Integer)
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }
}

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

/** How somebody looks at the console: on a desk or in the hand, by day or by night. */
public enum Sight {
  WIDE_LIGHT(1280, 800, ColorScheme.LIGHT),
  WIDE_DARK(1280, 800, ColorScheme.DARK),
  NARROW_LIGHT(390, 844, ColorScheme.LIGHT),
  NARROW_DARK(390, 844, ColorScheme.DARK);

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  private final int width;
  private final int height;
  private final ColorScheme scheme;

  Sight(int width, int height, ColorScheme scheme) {
    this.width = width;
    this.height = height;
    this.scheme = scheme;
  }

  /** A window of a browser without cookies; the zone is not the server's. Close its context. */
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

  /** Pixels from edge to edge. */
  public int width() {
    return width;
  }

  /** The whole page as {@code target/screenshots/<name>-<sight>.png}. */
  public Path photograph(Page page, String name) {
    Path file = SCREENSHOTS.resolve(name + "-" + name().toLowerCase(Locale.ROOT) + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    return file;
  }

  /**
   * What axe-core calls serious or critical on the page as it is now, with where; best none. In its
   * legacy mode, which takes half the time and leaves out frames of other sites: there are none.
   * What it found is a line of {@code target/screenshots/accessibility.txt}.
   */
  public List<String> barriers(Page page, String name) {
    AxeResults found = new AxeBuilder(page).setLegacyMode(true).analyze();
    note(name, found);
    return found.getViolations().stream()
        .filter(Sight::isGrave)
        .map(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes())
        .toList();
  }

  private void note(String name, AxeResults found) {
    long grave = found.getViolations().stream().filter(Sight::isGrave).count();
    List<String> lesser =
        found.getViolations().stream()
            .filter(rule -> !isGrave(rule))
            .map(rule -> rule.getImpact() + " " + rule.getId())
            .toList();
    String line =
        "%-24s %-12s %3d rules kept, %d serious or critical, lesser: %s%n"
            .formatted(
                name, name().toLowerCase(Locale.ROOT), found.getPasses().size(), grave, lesser);
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.writeString(SCREENSHOTS.resolve("accessibility.txt"), line, CREATE, APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isGrave(Rule rule) {
    return GRAVE.contains(rule.getImpact());
  }

  /** How many pixels the page is wider than its window; 0 when nothing is cut off. */
  public static int overflow(Page page) {
    return (Integer)
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }
}

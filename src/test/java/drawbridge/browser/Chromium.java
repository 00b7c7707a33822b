package drawbridge.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts the installed Chromium for the first test with a {@link Browser} parameter and closes it
 * after the last class. Without Chromium, the class is skipped with a message. Downloads nothing.
 */
public final class Chromium implements ExecutionCondition, ParameterResolver {

  /** Pages load in less than a second; a busy machine takes longer. */
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static final List<String> NAMES = List.of("chromium", "chromium-browser");
  private static final String MISSING =
      "SKIPPED: the browser tests need Chromium, and neither chromium nor chromium-browser is on the"
          + " PATH (Debian: apt-get install chromium)";
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox", // required to run as root
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<Path> found = installed();
    if (found.isPresent()) {
      return ConditionEvaluationResult.enabled("Chromium is " + found.get());
    }
    if (context.getTestMethod().isEmpty()) {
      System.out.println(context.getDisplayName() + " " + MISSING);
    }
    return ConditionEvaluationResult.disabled(MISSING);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(Chromium.class))
        .getOrComputeIfAbsent("browser", key -> new Running(), Running.class)
        .browser;
  }

  private static Optional<Path> installed() {
    return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
        .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static final class Running implements AutoCloseable {
    private final Playwright playwright;
    private final Browser browser;

    Running() {
      PlaywrightAssertions.setDefaultAssertionTimeout((double) TIMEOUT.toMillis());
      playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      browser =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(installed().orElseThrow())
                      .setArgs(FLAGS));
    }

    @Override
    public void close() {
      browser.close();
      playwright.close();
    }
  }
}

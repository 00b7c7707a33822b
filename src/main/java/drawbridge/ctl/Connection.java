package drawbridge.ctl;

import drawbridge.ctl.api.Api;
import drawbridge.ctl.api.Target;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that calls the server. */
final class Connection {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Address of the server, instead of DRAWBRIDGE_URL.")
  private @Nullable String url;

  @Option(
      names = {"-w", "--workspace"},
      paramLabel = "NAME",
      description = "Workspace, instead of DRAWBRIDGE_WORKSPACE.")
  private @Nullable String workspace;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "A table for people, or one JSON object on each line.")
  private Format format = Format.TABLE;

  /** The form of the result. */
  enum Format {
    TABLE,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns a client of the server. Warns before credentials cross a network in clear. */
  Api open(Surroundings here) {
    Target target =
        Target.of(Optional.ofNullable(url), Optional.ofNullable(workspace), here.environment());
    if (target.isExposed() && target.credentials().isPresent()) {
      here.output()
          .note("warning: " + target.base() + " is not encrypted; use https:// for credentials");
    }
    return new Api(target, PATIENCE);
  }

  /** Returns whether the result is JSON. */
  boolean isJson() {
    return format == Format.JSON;
  }
}

package drawbridge.admin.boundary.wire;

import drawbridge.admin.control.runs.RunCommands.Edition;
import java.util.Arrays;
import java.util.Locale;

/** Which definition a replay runs: the member {@code definition} of a body. */
public final class Editions {

  private Editions() {}

  /** What the body says, or the original one. */
  public static Edition of(AdminBody body) {
    return body.parsed("definition", "must be \"original\" or \"latest\"", Editions::parse)
        .orElse(Edition.ORIGINAL);
  }

  private static Edition parse(String text) {
    return Arrays.stream(Edition.values())
        .filter(edition -> edition.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow();
  }
}

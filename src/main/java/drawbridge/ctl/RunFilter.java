package drawbridge.ctl;

import drawbridge.ctl.api.Query;
import drawbridge.ctl.terminal.Failure;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that narrow a search of runs. */
final class RunFilter {

  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      completionCandidates = Statuses.class,
      description = "queued, running, waiting, succeeded, failed or cancelled.")
  private @Nullable String status;

  @Option(names = "--workflow", paramLabel = "NAME", description = "Name or id of the workflow.")
  private @Nullable String workflow;

  @Option(names = "--uid", paramLabel = "UID", description = "Uid of the request.")
  private @Nullable String uid;

  @Option(names = "--request", paramLabel = "ID", description = "Id of the request.")
  private @Nullable String request;

  @Option(names = "--bulk", paramLabel = "ID", description = "Id of the bulk replay.")
  private @Nullable String replay;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Accepted at this time or later: 2026-01-31T23:59:59Z, or 90s, 15m, 2h, 7d ago.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Accepted before this time.")
  private @Nullable String to;

  @Option(
      names = "--q",
      paramLabel = "TEXT",
      description = "Text in id, uid, data, output or problem, in any case.")
  private @Nullable String text;

  /** The states of a run. */
  static final class Statuses implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("queued", "running", "waiting", "succeeded", "failed", "cancelled").iterator();
    }
  }

  /**
   * Returns the parameters of the API.
   *
   * @throws Failure when a time is invalid
   */
  Query query(Clock clock) {
    return new Query()
        .with("status", status)
        .with("workflow", workflow)
        .with("uid", uid)
        .with("request", request)
        .with("replay", replay)
        .with("from", time("--from", from, clock))
        .with("to", time("--to", to, clock))
        .with("q", text);
  }

  /** Returns the instant of a text: itself, or so long before now. */
  static @Nullable Instant time(String option, @Nullable String text, Clock clock) {
    if (text == null) {
      return null;
    }
    Matcher ago = AGO.matcher(text);
    try {
      if (ago.matches()) {
        String unit = ago.group(2).toUpperCase(Locale.ROOT);
        String period = unit.equals("D") ? "P" + ago.group(1) + "D" : "PT" + ago.group(1) + unit;
        return clock.instant().minus(Duration.parse(period));
      }
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw Failure.of(
          option + " must be a time such as 2026-01-31T23:59:59Z, or 90s, 15m, 2h or 7d ago");
    }
  }
}

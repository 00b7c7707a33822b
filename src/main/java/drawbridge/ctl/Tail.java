package drawbridge.ctl;

import drawbridge.ctl.api.Api;
import drawbridge.ctl.api.Query;
import drawbridge.ctl.api.RequestFeed;
import drawbridge.ctl.terminal.Failure;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows the requests of a workspace. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description = "Writes requests as they come, one on each line, until Ctrl-C.")
final class Tail implements Callable<Integer> {

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MOST_LINES = 200;

  private final Surroundings here;
  @Mixin private Connection connection = new Connection();

  @Option(names = "--trigger", paramLabel = "NAME", description = "Of this trigger.")
  private @Nullable String trigger;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "With this status of the reply: 202, or a class such as 4xx.")
  private @Nullable String status;

  @Option(names = "--q", paramLabel = "TEXT", description = "With this text in data or body.")
  private @Nullable String text;

  @Option(
      names = "--header",
      paramLabel = "NAME[: VALUE]",
      description = "With this header, and this part of its value.")
  private @Nullable String header;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "Earlier requests to begin with, 10 without it, at most 200.")
  private int lines = 10;

  Tail(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() {
    if (lines < 0 || lines > MOST_LINES) {
      throw Failure.of("--lines must be from 0 to " + MOST_LINES);
    }
    Api api = connection.open(here);
    Query filter =
        new Query()
            .with("trigger", trigger)
            .with("status", status)
            .with("q", text)
            .with("header", header);
    RequestFeed feed = new RequestFeed(api, filter);
    feed.begin(lines).forEach(this::write);
    Waiting waiting = new Waiting(here);
    here.pause().last(PAUSE);
    while (!Thread.currentThread().isInterrupted()) {
      waiting.until(feed::next).forEach(this::write);
      here.pause().last(PAUSE);
    }
    return 0;
  }

  private void write(JsonObject request) {
    if (connection.isJson()) {
      here.output().json(request);
    } else {
      here.output().line(line(request));
    }
  }

  private static String line(JsonObject request) {
    String refusal =
        request.get("refusal") instanceof JsonObject it
            ? it.getString("reason", "") + ": " + it.getString("detail", "")
            : "";
    String status = request.containsKey("status") ? request.get("status").toString() : "-";
    return Stream.of(
            String.format("%-27s", request.getString("receivedAt", "")),
            status,
            String.format("%-20s", request.getString("trigger", "-")),
            String.format("%-15s", request.getString("sender", "-")),
            request.getString("requestId", ""),
            verdicts(request),
            request.containsKey("resentFrom") ? "sent again" : "",
            refusal)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String verdicts(JsonObject request) {
    return Stream.of("accepted", "duplicates", "ignored", "rejected")
        .filter(verdict -> request.getInt(verdict, 0) > 0)
        .map(verdict -> request.getInt(verdict) + " " + verdict)
        .collect(Collectors.joining(", "));
  }
}

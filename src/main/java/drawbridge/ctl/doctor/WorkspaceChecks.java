package drawbridge.ctl.doctor;

import static drawbridge.ctl.api.Members.time;

import drawbridge.ctl.api.Api;
import drawbridge.ctl.api.Api.Page;
import drawbridge.ctl.api.Query;
import drawbridge.ctl.terminal.Failure;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Checks what happened in a workspace within a day, and the setup of its triggers. */
final class WorkspaceChecks {

  private static final Duration DAY = Duration.ofDays(1);
  private static final int LARGEST_PAGE = 200;
  private static final int MOST_SHOWN = 3;

  private final Api api;
  private final Instant since;

  WorkspaceChecks(Api api, Instant now) {
    this.api = api;
    this.since = now.minus(DAY);
  }

  /** Hands over the findings of each check. A check that the role does not permit is a warning. */
  void check(Consumer<Finding> findings) {
    List<Supplier<Finding>> checks = List.of(this::runs, this::rejections, this::triggers);
    List<String> names = List.of("runs", "rejections", "triggers");
    for (int at = 0; at < checks.size(); at++) {
      try {
        findings.accept(checks.get(at).get());
      } catch (Failure e) {
        findings.accept(Finding.warning(names.get(at), "not checked: " + e.getMessage(), ""));
      }
    }
  }

  private Finding runs() {
    Query query =
        new Query().with("status", "failed").with("from", since).with("limit", LARGEST_PAGE);
    Page page = api.page(api.inWorkspace("runs"), query);
    List<JsonObject> failed = page.items("runs");
    if (failed.isEmpty()) {
      return Finding.ok("runs", "none failed within a day");
    }
    return Finding.warning(
        "runs",
        failed.size()
            + (page.next().isPresent() ? " or more" : "")
            + " failed within a day: "
            + most(failed, run -> run.getString("workflow", "?"), run -> 1),
        "runs --status failed --from 1d");
  }

  private Finding rejections() {
    List<JsonObject> recent =
        api.page(api.inWorkspace("rejections"), new Query()).items("rejections").stream()
            .filter(it -> time(it, "lastAt").isAfter(since))
            .toList();
    return recent.isEmpty()
        ? Finding.ok("rejections", "none within a day")
        : Finding.warning(
            "rejections",
            "repeated within a day: "
                + most(recent, it -> it.getString("reason", "?"), it -> it.getInt("count", 0))
                + " since the first",
            "tail --status 4xx, or the page Rejections of the console");
  }

  private Finding triggers() {
    List<JsonObject> all = api.page(api.inWorkspace("triggers"), new Query()).items("triggers");
    String faults =
        all.stream()
            .filter(it -> it.containsKey("warning") || !it.getBoolean("enabled", true))
            .map(it -> it.getString("name", "?") + " (" + it.getString("warning", "disabled") + ")")
            .collect(Collectors.joining("; "));
    return faults.isEmpty()
        ? Finding.ok("triggers", all.size() + " without a warning")
        : Finding.warning("triggers", faults, "see Warnings in the operators' guide");
  }

  /** Returns the most frequent kinds. */
  private static String most(
      List<JsonObject> items, Function<JsonObject, String> kind, ToLongFunction<JsonObject> count) {
    return items.stream()
        .collect(Collectors.groupingBy(kind, Collectors.summingLong(count)))
        .entrySet()
        .stream()
        .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
        .limit(MOST_SHOWN)
        .map(it -> it.getKey() + " " + it.getValue())
        .collect(Collectors.joining(", "));
  }
}

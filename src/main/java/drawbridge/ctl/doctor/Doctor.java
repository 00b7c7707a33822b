package drawbridge.ctl.doctor;

import drawbridge.ctl.api.Answer;
import drawbridge.ctl.api.Api;
import drawbridge.ctl.api.Credentials;
import drawbridge.ctl.api.Members;
import drawbridge.ctl.api.Query;
import drawbridge.ctl.api.Target;
import drawbridge.ctl.terminal.Failure;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Checks the way to a server, the server, and a workspace of it. */
public final class Doctor {

  private static final Duration CERTIFICATE = Duration.ofDays(14);
  private static final Duration CLOCK = Duration.ofSeconds(5);

  private final Api api;
  private final Clock clock;
  private final String version;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * Creates a doctor.
   *
   * @param version of this program
   */
  public Doctor(Api api, Clock clock, String version) {
    this.api = api;
    this.clock = clock;
    this.version = version;
  }

  /** Returns the findings in the order of the checks. Stops where the next checks cannot work. */
  public List<Finding> check() {
    try {
      Answer me = api.look("/api/admin/me");
      add(Finding.ok("address", "answers at " + api.target().base()));
      encryption(me);
      clocks(me);
      health();
      boolean isKnown = credentials(me);
      if (isKnown) {
        version();
      }
      if (isKnown && workspace()) {
        new WorkspaceChecks(api, me.time().orElseGet(clock::instant)).check(this::add);
      }
    } catch (Failure e) {
      add(Finding.failed("address", e.getMessage(), "check " + Target.URL));
    }
    return findings;
  }

  private void add(Finding finding) {
    findings.add(finding);
  }

  private void encryption(Answer answer) {
    if (!api.target().isTls()) {
      add(
          api.target().isExposed()
              ? Finding.warning(
                  "encryption", "none: others can read the credentials", "use https://")
              : Finding.ok("encryption", "none, on this machine only"));
      return;
    }
    Instant end = answer.certificateEnd().orElse(Instant.MAX);
    Instant now = clock.instant();
    add(
        end.isBefore(now.plus(CERTIFICATE))
            ? Finding.warning("encryption", "the certificate ends at " + end, "renew it")
            : Finding.ok("encryption", "TLS, the certificate ends at " + end));
  }

  private void clocks(Answer answer) {
    answer
        .time()
        .ifPresent(
            server -> {
              Duration difference = Duration.between(clock.instant(), server);
              boolean isLarge = difference.abs().compareTo(CLOCK) > 0;
              String text = "differs from this machine by " + difference.abs().toSeconds() + " s";
              add(
                  isLarge
                      ? Finding.warning("clock", text, "set the clock of the one that is wrong")
                      : Finding.ok("clock", "like that of this machine"));
            });
  }

  private void health() {
    Answer ready = api.look("/health/ready");
    List<JsonObject> checks;
    try {
      checks = Members.items(ready.json(), "checks");
    } catch (Failure e) {
      add(
          Finding.warning(
              "health",
              "not visible at this address (" + ready.status() + ")",
              "ask a node directly: a proxy hides /health, as it should"));
      return;
    }
    List<String> down =
        checks.stream()
            .filter(it -> !it.getString("status", "").equals("UP"))
            .map(it -> it.getString("name", "?"))
            .toList();
    add(
        down.isEmpty() && ready.status() == 200
            ? Finding.ok("health", "all checks are up")
            : Finding.failed(
                "health",
                "down: " + String.join(", ", down),
                "see Health in the operators' guide"));
  }

  private boolean credentials(Answer me) {
    if (me.status() == 401) {
      String sent =
          api.target().credentials().map(it -> it.kind() + " is refused").orElse("none are set");
      add(Finding.failed("credentials", sent, Credentials.HINT));
      return false;
    }
    try {
      JsonObject person = me.succeeded().json();
      add(Finding.ok("credentials", words(person)));
      return true;
    } catch (Failure e) {
      add(Finding.failed("credentials", e.getMessage(), Credentials.HINT));
      return false;
    }
  }

  private void version() {
    Answer answer = api.look("/api/admin/server");
    String server =
        answer.status() == 200 ? answer.json().getString("version", "unknown") : "unknown";
    add(
        server.equals(version)
            ? Finding.ok("version", version)
            : Finding.warning(
                "version",
                "server " + server + ", this program " + version,
                "use the jar of the server"));
  }

  private static String words(JsonObject person) {
    String words = person.getString("name", "?") + ", role " + person.getString("role", "?");
    return person.get("scopes") instanceof JsonArray scopes
        ? words
            + ", scopes "
            + scopes.stream()
                .map(it -> it instanceof JsonString scope ? scope.getString() : it.toString())
                .collect(Collectors.joining(" "))
        : words;
  }

  private boolean workspace() {
    try {
      api.get(api.inWorkspace(), new Query());
      add(Finding.ok("workspace", api.target().workspace()));
      return true;
    } catch (Failure e) {
      add(Finding.failed("workspace", e.getMessage(), "check " + Target.WORKSPACE));
      return false;
    }
  }
}

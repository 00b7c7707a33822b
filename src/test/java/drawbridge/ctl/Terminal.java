package drawbridge.ctl;

import drawbridge.ctl.terminal.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands without a process, and keeps what they write. */
final class Terminal {

  final Map<String, String> environment = new HashMap<>();
  final List<Duration> pauses = new ArrayList<>();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private OutputStream out = new ByteArrayOutputStream();
  private String in = "";
  private Clock clock = Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);
  private int mostPauses = Integer.MAX_VALUE;

  Terminal(StubServer server) {
    environment.put("DRAWBRIDGE_URL", server.address());
    environment.put("DRAWBRIDGE_TOKEN", "dbt_of-the-tests");
  }

  /** Sets standard input. */
  Terminal typing(String text) {
    in = text;
    return this;
  }

  /** Interrupts the command at this pause, as a signal would end it. */
  Terminal endingAtPause(int pause) {
    mostPauses = pause;
    return this;
  }

  /** Uses a clock instead of the one that stands at noon of 2026-01-31. */
  Terminal by(Clock other) {
    clock = other;
    return this;
  }

  Terminal writingTo(OutputStream broken) {
    out = broken;
    return this;
  }

  /** Runs a command and returns its status. */
  int run(String... arguments) {
    try {
      return Ctl.run(
          new Surroundings(
              "1.0",
              "/opt/it's/drawbridge.jar",
              environment,
              new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
              new Output(out, err),
              clock,
              this::pause),
          List.of(arguments));
    } finally {
      Thread.interrupted();
    }
  }

  private void pause(Duration time) {
    pauses.add(time);
    if (pauses.size() >= mostPauses) {
      Thread.currentThread().interrupt();
    }
  }

  String out() {
    return ((ByteArrayOutputStream) out).toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}

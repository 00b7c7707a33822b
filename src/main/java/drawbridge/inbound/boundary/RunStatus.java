package drawbridge.inbound.boundary;

import drawbridge.run.entity.Run;
import jakarta.json.stream.JsonGenerator;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of a run for its sender (R4): no state values, no journal. */
record RunStatus(Run run) {

  /** Returns the reply in UTF-8. Members without a value are left out. */
  byte[] toJson() {
    return ReplyText.of(
        out -> {
          out.write("runId", run.id())
              .write("status", run.state().label())
              .write("workflow", run.workflowName())
              .write("version", run.version());
          write(out, "acceptedAt", run.acceptedAt());
          write(out, "startedAt", run.startedAt());
          write(out, "endedAt", run.endedAt());
          write(out, "uid", run.uid());
          writeOutcome(out, run);
        });
  }

  /** Writes the output or the problem of a run that has ended. */
  static void writeOutcome(JsonGenerator out, Run run) {
    if (run.output() != null) {
      out.write("output", ReplyText.document(run.output()));
    }
    if (run.problem() != null) {
      out.write("problem", ReplyText.document(run.problem()));
    }
  }

  private static void write(JsonGenerator out, String member, @Nullable Instant time) {
    write(out, member, time == null ? null : time.toString());
  }

  private static void write(JsonGenerator out, String member, @Nullable String text) {
    if (text != null) {
      out.write(member, text);
    }
  }
}

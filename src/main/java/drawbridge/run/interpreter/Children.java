package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/** Starts and polls child runs. */
public interface Children {

  /** Starts a durable child run; returns the same run for the same parent and key. */
  Start start(Order order);

  /** Returns the state of a child run. */
  State poll(UUID childId);

  /**
   * A child run to start.
   *
   * @param key step key of the {@code run} task in the parent
   * @param name record name, UUID or {@code document.name} (X15)
   * @param version of the document, or {@code latest}
   * @param runtime of the child
   * @param depth of the child
   */
  record Order(UUID parent, String key, String name, String version, JsonNode runtime, int depth) {}

  /** The result of a start. */
  sealed interface Start {
    /** The child exists. */
    record Started(UUID childId) implements Start {}

    /** No workflow has that name and version. */
    record Unknown(String detail) implements Start {}
  }

  /** The state of a child run. */
  sealed interface State {
    /** Not ended. */
    record Running() implements State {}

    /** Succeeded. */
    record Succeeded(JsonNode output, JsonNode states) implements State {}

    /** Failed with a problem, as in {@link Outcome.Failed#problem}. */
    record Failed(JsonNode problem) implements State {}

    /** Cancelled. */
    record Cancelled() implements State {}
  }
}

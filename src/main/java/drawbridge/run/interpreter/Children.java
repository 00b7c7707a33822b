package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/** Child runs. */
public interface Children {

  /** Starts a run, durably; asked again with the same parent and key it answers the same run. */
  Start start(Order order);

  /** How the child is; asked after the wait for it was committed and at every replay. */
  State poll(UUID childId);

  /**
   * What is to be started.
   *
   * @param key the step key of the {@code run} task within the parent
   * @param name record name, UUID or {@code document.name} (X15)
   * @param version the document's, or {@code latest}
   * @param runtime the child's {@code runtime}
   * @param depth the child's own depth
   */
  record Order(UUID parent, String key, String name, String version, JsonNode runtime, int depth) {}

  /** Whether it was started. */
  sealed interface Start {
    /** It was, now or before. */
    record Started(UUID childId) implements Start {}

    /** There is no such workflow; the detail says so for a person. */
    record Unknown(String detail) implements Start {}
  }

  /** How a child is. */
  sealed interface State {
    /** Not finished. */
    record Running() implements State {}

    /** Finished well. */
    record Succeeded(JsonNode output, JsonNode states) implements State {}

    /** Finished with a problem, as {@link Outcome.Failed#problem}. */
    record Failed(JsonNode problem) implements State {}

    /** Cancelled by somebody. */
    record Cancelled() implements State {}
  }
}

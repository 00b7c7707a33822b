package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.UUID;

/** Starts and polls child runs. */
public interface Children {

  /**
   * Starts a durable child run; returns the same run for the same parent and key. Empty when no
   * workflow has that name and version.
   */
  Optional<UUID> start(Order order);

  /** Returns how a child run ended, without the states of a failed one; empty before its end. */
  Optional<Outcome> poll(UUID childId);

  /**
   * A child run to start.
   *
   * @param key step key of the {@code run} task in the parent
   * @param name record name, UUID or {@code document.name} (X15)
   * @param version of the document, or {@code latest}
   */
  record Order(UUID parent, String key, String name, String version, JsonNode runtime, int depth) {}
}

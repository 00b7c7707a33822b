package drawbridge.run.worker;

import drawbridge.platform.json.UnreadableJson;
import java.util.Optional;
import java.util.function.Supplier;

/** A run whose stored data are damaged. It fails with a reason that names them. */
final class UnreadableRun extends RuntimeException {

  static final String KIND = "unreadable";
  static final String TITLE = "Stored data are unreadable";

  private UnreadableRun(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Reads a part of a run.
   *
   * @param what names the part
   * @throws UnreadableRun when its JSON or a constant in it is damaged
   */
  static <T> T read(String what, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      throw new UnreadableRun("The " + what + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /** Returns the reason of a failure; empty when its cause is another one. */
  static Optional<String> in(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof UnreadableRun) {
        return Optional.of(String.valueOf(at.getMessage()));
      } else if (at instanceof UnreadableJson) {
        return Optional.of("Data of the run cannot be read: " + at.getMessage() + ".");
      }
    }
    return Optional.empty();
  }
}

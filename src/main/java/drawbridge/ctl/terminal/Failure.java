package drawbridge.ctl.terminal;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A command cannot do its work. The message says what is wrong and what to do; it never holds a
 * secret.
 */
public final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean isTemporary;
  private final int status;
  private final transient Optional<Duration> retryAfter;

  private Failure(String message, boolean isTemporary, int status, Optional<Duration> retryAfter) {
    super(message);
    this.isTemporary = isTemporary;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** Creates a failure that a repetition does not remove. */
  public static Failure of(String message) {
    return refused(message, 0);
  }

  /** Creates a failure of a call that the server refused with a status. */
  public static Failure refused(String message, int status) {
    return new Failure(message, false, status, Optional.empty());
  }

  /** Creates a failure that may be gone at the next attempt. */
  public static Failure temporary(String message) {
    return temporary(message, Optional.empty());
  }

  /** Creates a failure that may be gone after the time that the server asks to wait. */
  public static Failure temporary(String message, Optional<Duration> retryAfter) {
    return new Failure(message, true, 0, retryAfter);
  }

  /** Returns what is wrong and what to do. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** Returns whether another attempt may succeed. */
  public boolean isTemporary() {
    return isTemporary;
  }

  /**
   * Returns whether the server refused one object: it is unknown, or its state forbids the call.
   */
  public boolean isOfOneObject() {
    return status == 404 || status == 409 || status == 422;
  }

  /** Returns the time to wait that the server asks for. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}

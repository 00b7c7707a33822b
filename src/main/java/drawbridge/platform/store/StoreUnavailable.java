package drawbridge.platform.store;

import org.jspecify.annotations.Nullable;

/** Nobody waits any longer for a store that does not answer; the sender is told to come again. */
public final class StoreUnavailable extends RuntimeException {

  public StoreUnavailable(String message) {
    this(message, null);
  }

  public StoreUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

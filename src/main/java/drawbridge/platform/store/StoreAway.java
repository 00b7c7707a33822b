package drawbridge.platform.store;

import org.jspecify.annotations.Nullable;

/** Nobody waits any longer for a store that does not answer; the sender is told to come again. */
public final class StoreAway extends RuntimeException {

  public StoreAway(String message) {
    this(message, null);
  }

  public StoreAway(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

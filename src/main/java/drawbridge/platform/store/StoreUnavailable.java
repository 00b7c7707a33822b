package drawbridge.platform.store;

import org.jspecify.annotations.Nullable;

/** The store does not answer within the time limit; the sender gets 503. */
public final class StoreUnavailable extends RuntimeException {

  public StoreUnavailable(String message) {
    this(message, null);
  }

  public StoreUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

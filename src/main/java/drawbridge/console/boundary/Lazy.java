package drawbridge.console.boundary;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that a page reads at its first use and keeps for the request. Not thread safe. */
public final class Lazy<T> {

  private final Supplier<T> reading;
  private @Nullable T value;

  public Lazy(Supplier<T> reading) {
    this.reading = reading;
  }

  public T get() {
    T known = value;
    if (known == null) {
      known = reading.get();
      value = known;
    }
    return known;
  }

  /** Makes the next use read the value again. */
  public void forget() {
    value = null;
  }
}

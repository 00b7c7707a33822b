package drawbridge.inbound.entity;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A member of the body: absent (left out or {@code null}, C8) or given. An empty object is given:
 * it overrides the parent.
 */
public sealed interface Setting<T> {

  /** Returns the given value, or the inherited one when absent. */
  T orElse(T inherited);

  /** Applies the function for this case. */
  <R> R match(Function<? super T, ? extends R> given, Supplier<? extends R> absent);

  /** The member is left out or {@code null}. */
  record Absent<T>() implements Setting<T> {
    @Override
    public T orElse(T inherited) {
      return inherited;
    }

    @Override
    public <R> R match(Function<? super T, ? extends R> given, Supplier<? extends R> absent) {
      return absent.get();
    }
  }

  /** The member has a value. */
  record Given<T>(T value) implements Setting<T> {
    @Override
    public T orElse(T inherited) {
      return value;
    }

    @Override
    public <R> R match(Function<? super T, ? extends R> given, Supplier<? extends R> absent) {
      return given.apply(value);
    }
  }
}

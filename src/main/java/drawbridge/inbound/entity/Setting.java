package drawbridge.inbound.entity;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A member of the body: left out (or {@code null}, C8), or given. An empty object is given, so that
 * it can override with nothing.
 */
public sealed interface Setting<T> {

  /** The value given, or the one that an entry inherits. */
  T orElse(T inherited);

  /** One function per case. */
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

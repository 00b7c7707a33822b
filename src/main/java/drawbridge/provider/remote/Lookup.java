package drawbridge.provider.remote;

import java.util.function.Function;

/** The result of looking up a key. */
public sealed interface Lookup<T> {

  /** The key. */
  record Found<T>(T value) implements Lookup<T> {}

  /**
   * The provider has no such key, or its certificate is not trusted.
   *
   * @param why for operators
   */
  record Refused<T>(String why) implements Lookup<T> {}

  /**
   * The key is not available now. A later try may succeed.
   *
   * @param why for operators
   */
  record Unavailable<T>(String why) implements Lookup<T> {}

  /** Applies the function for this case. */
  default <R> R match(
      Function<T, R> found, Function<String, R> refused, Function<String, R> unavailable) {
    if (this instanceof Found<T> it) {
      return found.apply(it.value());
    }
    return this instanceof Refused<T> it
        ? refused.apply(it.why())
        : unavailable.apply(((Unavailable<T>) this).why());
  }
}

package drawbridge.platform.compute;

/**
 * Work of one thread.
 *
 * @param <T> its result
 * @param <X> what it throws
 */
@FunctionalInterface
public interface Work<T, X extends Exception> {
  T get() throws X;
}

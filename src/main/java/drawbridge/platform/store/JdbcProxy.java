package drawbridge.platform.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Puts code around the calls of a JDBC object, whose interface has too many methods to list. */
public final class JdbcProxy {

  private JdbcProxy() {}

  /** Handles the calls of an object. */
  public interface Calls {
    @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable;
  }

  /** Returns an object of the interface whose calls go there. */
  public static <T> T of(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            JdbcProxy.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> calls.call(method, arguments)));
  }

  /** Passes a call on; throws what the target throws. */
  public static @Nullable Object pass(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}

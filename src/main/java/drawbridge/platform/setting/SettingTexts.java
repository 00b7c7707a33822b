package drawbridge.platform.setting;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;

/** Converts the texts of settings to the types of record components. */
final class SettingTexts {

  private SettingTexts() {}

  /**
   * Converts a text.
   *
   * @param type int, long, String, {@link Duration}, or a type with a static method {@code
   *     parse(String)}
   * @throws IllegalArgumentException when the text does not fit the type
   */
  static Object as(Class<?> type, String text) {
    if (type == int.class) {
      return Integer.valueOf(text);
    } else if (type == long.class) {
      return Long.valueOf(text);
    } else if (type == Duration.class) {
      return Duration.parse(text);
    } else if (type == String.class) {
      return text;
    }
    try {
      Method parse = type.getDeclaredMethod("parse", String.class);
      parse.setAccessible(true);
      return parse.invoke(null, text);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("the text is not a valid " + type.getSimpleName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no method parse(String)", e);
    }
  }

  static boolean isReadable(Class<?> type, String text) {
    try {
      as(type, text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

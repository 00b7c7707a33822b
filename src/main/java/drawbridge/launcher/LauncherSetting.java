package drawbridge.launcher;

import java.util.Locale;

/** Settings that the launcher needs before there is an application, which reads the others. */
final class LauncherSetting {

  private LauncherSetting() {}

  /** Returns the system property, else the environment variable of this setting, else the rest. */
  static String value(String name, String otherwise) {
    String variable = name.toUpperCase(Locale.ROOT).replace('.', '_');
    return System.getProperty(name, System.getenv().getOrDefault(variable, otherwise)).strip();
  }
}

package drawbridge.admin.control;

/** Passes objects to the launcher of {@code drawbridge.jar}, which is outside of the WAR. */
final class LauncherLink {

  private static final String LAUNCHER = "drawbridge.launcher.Launcher";

  private LauncherLink() {}

  /** Calls a method of the launcher by reflection. Returns false on a server without it. */
  static <T> boolean pass(String method, Class<T> type, T object) {
    try {
      ClassLoader.getSystemClassLoader()
          .loadClass(LAUNCHER)
          .getMethod(method, type)
          .invoke(null, object);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}

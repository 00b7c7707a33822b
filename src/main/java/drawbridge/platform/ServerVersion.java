package drawbridge.platform;

import java.util.Optional;

/** The version of {@code drawbridge.jar}, which its launcher prints too. */
public final class ServerVersion {

  private static final String LAUNCHER = "drawbridge.launcher.Launcher";

  private ServerVersion() {}

  /** Returns the version; empty where another server runs the WAR. */
  public static Optional<String> find() {
    try {
      return Optional.ofNullable(
          ClassLoader.getSystemClassLoader()
              .loadClass(LAUNCHER)
              .getPackage()
              .getImplementationVersion());
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }
}

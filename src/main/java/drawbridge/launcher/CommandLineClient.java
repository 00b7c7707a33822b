package drawbridge.launcher;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * Runs the command line client, which lies with its libraries in a directory of {@code
 * drawbridge.jar}. A class loader of its own keeps them from the server, whose versions of the same
 * libraries would lose against them.
 */
final class CommandLineClient {

  private static final String DIRECTORY = "CTL-INF/";
  private static final String MAIN_CLASS = "drawbridge.ctl.Ctl";

  private CommandLineClient() {}

  /** Runs a command and returns its exit status. Starts nothing of the server. */
  static int run(String version, List<String> arguments) throws IOException {
    try {
      URI jar = CommandLineClient.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      URL classes = new URL("jar:" + jar + "!/" + DIRECTORY);
      try (URLClassLoader loader =
          new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
        Thread.currentThread().setContextClassLoader(loader);
        return (int)
            loader
                .loadClass(MAIN_CLASS)
                .getMethod("run", String.class, String.class, List.class)
                .invoke(null, version, new File(jar).getPath(), arguments);
      }
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException | URISyntaxException e) {
      throw new IllegalStateException("the client lies in drawbridge.jar only", e);
    }
  }
}

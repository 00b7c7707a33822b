package drawbridge.launcher;

import fish.payara.micro.ClusterCommandResult;
import fish.payara.micro.ClusterCommandResult.ExitStatus;
import fish.payara.micro.PayaraMicroRuntime;
import java.util.concurrent.Callable;

/** The HTTP listeners of the server, which close at a stop before the application ends (R8). */
final class Listeners {

  private static final String COMMAND =
      "fish.payara.appserver.micro.services.command.AsAdminCallable";
  private static final String LISTENERS =
      "configs.config.server-config.network-config.network-listeners.network-listener.";

  private final PayaraMicroRuntime server;

  Listeners(PayaraMicroRuntime server) {
    this.server = server;
  }

  /**
   * Refuses further connections.
   *
   * @throws IllegalStateException when the server does not close them; the message says why
   */
  void close() {
    disable("http-listener");
    disable("https-listener");
  }

  /** {@link PayaraMicroRuntime#run} needs a cluster; the command behind it does not. */
  private void disable(String listener) {
    ClusterCommandResult result;
    try {
      Callable<?> command =
          Class.forName(COMMAND, true, server.getClass().getClassLoader())
              .asSubclass(Callable.class)
              .getConstructor(String.class, String[].class)
              .newInstance("set", new String[] {LISTENERS + listener + ".enabled=false"});
      result = (ClusterCommandResult) command.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    if (result.getExitStatus() == ExitStatus.FAILURE) {
      throw new IllegalStateException(listener + ": " + result.getOutput().strip());
    }
  }
}

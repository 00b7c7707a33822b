package drawbridge.launcher;

import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.util.function.Consumer;

/**
 * Starts Payara Micro as its own launcher does, with two things more: handlers that run commands
 * before the server opens its ports, and before the applications of the command line are deployed.
 * {@link PayaraMicroLauncher#create} leaves no time to set one.
 */
final class PayaraBoot extends PayaraMicroLauncher {

  private final Consumer<ServerCommands> before;
  private final Consumer<ServerCommands> deployment;

  PayaraBoot(Consumer<ServerCommands> before, Consumer<ServerCommands> deployment) {
    this.before = before;
    this.deployment = deployment;
  }

  /** Returns when the application is deployed; throws what a handler throws. */
  void start(String... arguments) throws Exception {
    System.setProperty(
        "fish.payara.micro.BootJar",
        PayaraMicroLauncher.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .toURI()
            .toString());
    launch("create", arguments);
  }

  @Override
  protected Object launch(
      String method, String[] arguments, String mainClass, ClassLoader serverClasses)
      throws Exception {
    Thread.currentThread().setContextClassLoader(serverClasses);
    PayaraMicroBoot server =
        (PayaraMicroBoot) serverClasses.loadClass(mainClass).getMethod("getInstance").invoke(null);
    server.setPreBootHandler(runner -> before.accept(new ServerCommands(runner)));
    server.setPostBootHandler(runner -> deployment.accept(new ServerCommands(runner)));
    return super.launch(method, arguments, mainClass, serverClasses);
  }
}

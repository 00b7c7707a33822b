package drawbridge.launcher;

import fish.payara.micro.boot.AdminCommandRunner;
import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.util.function.Consumer;

/**
 * Starts Payara Micro as its own launcher does, with one thing more: a handler that runs commands
 * before the server opens its ports. {@link PayaraMicroLauncher#create} leaves no time to set one.
 */
final class PayaraBoot extends PayaraMicroLauncher {

  private final Consumer<AdminCommandRunner> before;

  PayaraBoot(Consumer<AdminCommandRunner> before) {
    this.before = before;
  }

  /** Returns when the application is deployed, or when its deployment has failed. */
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
    server.setPreBootHandler(before);
    return super.launch(method, arguments, mainClass, serverClasses);
  }
}

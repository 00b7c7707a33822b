package drawbridge.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A domain of Payara Server with Drawbridge on free ports. */
final class PayaraDomain implements AutoCloseable {

  private final Asadmin domain;

  private PayaraDomain(Asadmin domain) {
    this.domain = domain;
  }

  /** Creates, starts and configures a domain; returns when Drawbridge is ready. */
  static PayaraDomain installed(Path directory) throws IOException {
    PayaraDomain payara = new PayaraDomain(new Asadmin("payara6/bin/asadmin", directory));
    try {
      payara.install(directory);
    } catch (IOException | RuntimeException | Error e) {
      payara.close();
      throw e;
    }
    return payara;
  }

  private void install(Path directory) throws IOException {
    Installation.copyWar(directory);
    Installation.copy(Path.of("server-config"), ".*\\.asadmin", directory);
    Installation.copy(Installation.DISTRIBUTIONS, "postgresql\\.jar", directory);
    domain.create();
    domain.local("start-domain", "--prebootcommandfile", "pre-boot.asadmin", "drawbridge");
    domain.run("multimode", "--file", "install.asadmin");
    domain.awaitReady();
  }

  /** Runs a command of asadmin on the running domain and returns its output. */
  String asadmin(String... command) {
    return domain.run(command);
  }

  /** Returns the base URL of Drawbridge. */
  URI base() {
    return domain.base();
  }

  /** Returns the URL of Payara's admin console. */
  URI console() {
    return domain.console();
  }

  @Override
  public void close() {
    domain.stop();
  }
}

package drawbridge.server;

import drawbridge.system.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A domain of Payara Server with Drawbridge on free ports. */
final class PayaraDomain implements AutoCloseable {

  /** Password of the console's user {@code admin}. */
  static final String PASSWORD = "password-of-the-console";

  private static final Path ASADMIN = Installation.DISTRIBUTIONS.resolve("payara6/bin/asadmin");
  private static final List<String> OTHER_PORTS =
      List.of(
          "http.ssl.port",
          "orb.listener.port",
          "orb.ssl.port",
          "orb.mutualauth.port",
          "jms.port",
          "osgi.shell.telnet.port",
          "java.debugger.port");

  private final Path directory;
  private final int port = Server.freePort();
  private final int adminPort = Server.freePort();
  private final int jmxPort = Server.freePort();

  private PayaraDomain(Path directory) throws IOException {
    this.directory = directory;
  }

  /** Creates, starts and configures a domain; returns when Drawbridge is ready. */
  static PayaraDomain installed(Path directory) throws IOException {
    PayaraDomain domain = new PayaraDomain(directory);
    try {
      domain.install();
    } catch (IOException | RuntimeException | Error e) {
      domain.close();
      throw e;
    }
    return domain;
  }

  private void install() throws IOException {
    Installation.copyWar(directory);
    Installation.copy(Path.of("server-config"), ".*\\.asadmin", directory);
    Installation.copy(Installation.DISTRIBUTIONS, "postgresql\\.jar", directory);
    Files.writeString(directory.resolve("password"), "AS_ADMIN_PASSWORD=" + PASSWORD + "\n");
    Files.createDirectory(domains());
    create();
    local("start-domain", "--prebootcommandfile", "pre-boot.asadmin", "drawbridge");
    asadmin("multimode", "--file", "install.asadmin");
    Installation.awaitReady(base(), log());
  }

  private void create() throws IOException {
    List<String> ports = new ArrayList<>(List.of("domain.jmxPort=" + jmxPort));
    for (String name : OTHER_PORTS) {
      ports.add(name + "=" + Server.freePort());
    }
    local(
        "create-domain",
        "--adminport=" + adminPort,
        "--instanceport=" + port,
        "--domainproperties=" + String.join(":", ports),
        "drawbridge");
  }

  /** Runs a command of asadmin that needs no running domain. */
  private void local(String command, String... operands) {
    asadmin(
        Stream.concat(Stream.of(command, "--domaindir=" + domains()), Stream.of(operands))
            .toArray(String[]::new));
  }

  /** Runs a command of asadmin on the running domain and returns its output. */
  String asadmin(String... command) {
    List<String> all =
        Stream.concat(
                Stream.of(
                    ASADMIN.toString(),
                    "--port=" + adminPort,
                    "--user=admin",
                    "--passwordfile=password",
                    "--terse"),
                Stream.of(command))
            .collect(Collectors.toList());
    return Command.run(directory, settings(), all);
  }

  private static Map<String, String> settings() {
    return Installation.settings();
  }

  private Path domains() {
    return directory.resolve("domains");
  }

  private Path log() {
    return domains().resolve("drawbridge/logs/server.log");
  }

  /** Returns the base URL of Drawbridge. */
  URI base() {
    return URI.create("http://localhost:" + port);
  }

  /** Returns the URL of Payara's admin console. */
  URI console() {
    return URI.create("http://localhost:" + adminPort);
  }

  @Override
  public void close() {
    local("stop-domain", "--force=true", "--kill=true", "drawbridge");
  }
}

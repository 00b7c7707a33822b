package drawbridge.server;

import drawbridge.system.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A domain {@code drawbridge} of Payara Server or GlassFish on free ports, and its commands. */
final class Asadmin {

  /** Password of the administrator {@code admin}. */
  static final String PASSWORD = "password-of-the-console";

  private static final List<String> OTHER_PORTS =
      List.of(
          "domain.jmxPort",
          "http.ssl.port",
          "orb.listener.port",
          "orb.ssl.port",
          "orb.mutualauth.port",
          "jms.port",
          "osgi.shell.telnet.port",
          "java.debugger.port");

  private final Path program;
  private final Path directory;
  private final int port;
  private final int adminPort;
  private final List<Integer> otherPorts;

  /**
   * Does nothing yet.
   *
   * @param program its file in the directory of distributions
   * @param directory contains the domain and the files of its installation
   */
  Asadmin(String program, Path directory) throws IOException {
    this.program = Installation.DISTRIBUTIONS.resolve(program);
    this.directory = directory;
    List<Integer> ports = Server.freePorts(OTHER_PORTS.size() + 2);
    this.port = ports.get(0);
    this.adminPort = ports.get(1);
    this.otherPorts = ports.subList(2, ports.size());
  }

  /** Creates the domain. */
  void create() throws IOException {
    Files.writeString(directory.resolve("password"), "AS_ADMIN_PASSWORD=" + PASSWORD + "\n");
    Files.createDirectory(domains());
    List<String> ports = new ArrayList<>();
    for (int i = 0; i < OTHER_PORTS.size(); i++) {
      ports.add(OTHER_PORTS.get(i) + "=" + otherPorts.get(i));
    }
    local(
        "create-domain",
        "--adminport=" + adminPort,
        "--instanceport=" + port,
        "--domainproperties=" + String.join(":", ports),
        "drawbridge");
  }

  /** Runs a command that needs no running domain. */
  void local(String command, String... operands) {
    run(
        Stream.concat(Stream.of(command, "--domaindir=" + domains()), Stream.of(operands))
            .toArray(String[]::new));
  }

  /** Runs a command on the running domain and returns its output. */
  String run(String... command) {
    List<String> all =
        Stream.concat(
                Stream.of(
                    program.toString(),
                    "--port=" + adminPort,
                    "--user=admin",
                    "--passwordfile=password",
                    "--terse"),
                Stream.of(command))
            .collect(Collectors.toList());
    return Command.run(directory, Installation.settings(), all);
  }

  /** Ends the domain, running or not. */
  void stop() {
    local("stop-domain", "--force=true", "--kill=true", "drawbridge");
  }

  /** Waits until Drawbridge is ready in the running domain. */
  void awaitReady() {
    Installation.awaitFirstReady(base(), domain().resolve("logs/server.log"));
  }

  private Path domains() {
    return directory.resolve("domains");
  }

  /** Returns the directory of the domain. */
  Path domain() {
    return domains().resolve("drawbridge");
  }

  /** Returns the base URL of Drawbridge. */
  URI base() {
    return URI.create("http://localhost:" + port);
  }

  /** Returns the URL of the admin console. */
  URI console() {
    return URI.create("http://localhost:" + adminPort);
  }
}

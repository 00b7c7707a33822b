package drawbridge.server;

import drawbridge.contract.ContractCases;
import drawbridge.system.ContractOverHttp;
import drawbridge.system.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Files, settings and readiness that all servers share. */
final class Installation {

  /** The directory of the unpacked distributions. */
  static final Path DISTRIBUTIONS = Path.of("target", "server").toAbsolutePath();

  private static final Path WAR =
      Path.of(System.getProperty("drawbridge.war", "target/drawbridge.war"));

  private Installation() {}

  /** Returns settings with the contract's workflows and the passwords of the tests. */
  static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("DRAWBRIDGE_BOOTSTRAP_SECRET", Server.SECRET);
    settings.put("DRAWBRIDGE_BOOTSTRAP_ADMIN_PASSWORD", Server.PASSWORD);
    settings.put(
        "DRAWBRIDGE_WORKFLOWS_DIRECTORY",
        ContractCases.DIRECTORY.resolve("workflows").toAbsolutePath().toString());
    return settings;
  }

  /** Copies the WAR that Maven built. */
  static void copyWar(Path directory) throws IOException {
    Files.copy(WAR, directory.resolve("drawbridge.war"));
  }

  /** Copies the files whose names match the pattern. */
  static void copy(Path from, String pattern, Path directory) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      List<Path> matching =
          files.filter(file -> file.getFileName().toString().matches(pattern)).toList();
      for (Path file : matching) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
    }
  }

  /** Waits until a new application is ready and creates the second workspace. */
  static void awaitFirstReady(URI base, Path log) {
    awaitReady(base, log);
    ContractOverHttp.makeOther(base);
  }

  /** Waits until the application is ready. */
  static void awaitReady(URI base, Path log) {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(base.resolve("/health/ready")).build();
    Awaitility.await("ready; its log is " + log)
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(250))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
  }
}

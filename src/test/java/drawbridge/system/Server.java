package drawbridge.system;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** {@code target/drawbridge.jar}, started by its command, in a directory of its own. */
public final class Server implements AutoCloseable {

  /** Secret of the workspace {@code default}. */
  public static final String SECRET = "secret-of-the-system-tests";

  /** Password of the user {@code admin}. */
  public static final String PASSWORD = "password-of-the-system-tests";

  /**
   * Servers of tests start often and live short: the second compiler would take over half of the
   * CPU time of each start. Measurements use the defaults.
   */
  private static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final List<String> AS_OPERATED = List.of("-XX:+UseSerialGC");

  private static final String SECRET_SETTING = "DRAWBRIDGE_BOOTSTRAP_SECRET";
  private static final Pattern SHOWN = Pattern.compile("Secret +(\\S+) +\\(generated");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path directory;
  private final int port;
  private final Map<String, String> settings = new HashMap<>();
  private final Process process;

  private Server(
      int port,
      Path directory,
      Map<String, String> settings,
      List<String> ofTheMachine,
      String... arguments)
      throws IOException {
    this.directory = directory;
    this.port = port;
    this.settings.put(SECRET_SETTING, SECRET);
    this.settings.put("DRAWBRIDGE_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
    this.settings.putAll(settings);
    this.settings.values().removeIf(String::isEmpty);
    this.process = begin(ofTheMachine, arguments);
  }

  /**
   * Starts on a directory, which may hold data of an earlier start; the server is ready when this
   * returns. A server that does not become ready is killed.
   *
   * @param arguments further options of Payara Micro
   */
  public static Server start(Path directory, Map<String, String> settings, String... arguments)
      throws IOException {
    return ready(new Server(freePort(), directory, settings, QUICK_START, arguments));
  }

  /**
   * Starts like {@link #start}, with the compilers, collector and memory of the operators' guide,
   * for measurements.
   */
  public static Server startToMeasure(
      Path directory, Map<String, String> settings, String... arguments) throws IOException {
    return ready(new Server(freePort(), directory, settings, AS_OPERATED, arguments));
  }

  private static Server ready(Server server) {
    try {
      server.awaitReady();
      return server;
    } catch (RuntimeException e) {
      server.kill();
      throw e;
    }
  }

  /** Starts without waiting until ready: for settings that stop the deployment. */
  public static Server begin(Path directory, Map<String, String> settings) throws IOException {
    return begin(freePort(), directory, settings);
  }

  /** Starts on the given port without waiting until ready. */
  public static Server begin(int port, Path directory, Map<String, String> settings)
      throws IOException {
    return new Server(port, directory, settings, QUICK_START);
  }

  private Process begin(List<String> ofTheMachine, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ofTheMachine);
    command.addAll(
        List.of(
            "-Xmx512m", "-jar", jar().toAbsolutePath().toString(), "--port", String.valueOf(port)));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("DRAWBRIDGE_"));
    builder.environment().putAll(settings);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    return builder.start();
  }

  static Path jar() {
    return Path.of(System.getProperty("drawbridge.jar", "target/drawbridge.jar"));
  }

  private Path log() {
    return directory.resolve("server.log");
  }

  /** Returns the whole log. */
  public String logged() {
    try {
      return Files.readString(log(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until {@code /health/ready} answers 200. */
  public void awaitReady() {
    Awaitility.await("the server is ready; its log is " + log())
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(250))
        .until(() -> statusOf("/health/ready") == 200);
  }

  /** Returns the generated password of the H2 file. */
  public static String storePassword(Path directory) {
    try {
      return Files.readString(directory.resolve("data/database.password")).strip();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the status of a GET, or 0 without a reply. */
  public int statusOf(String path) {
    if (!process.isAlive()) {
      throw new IllegalStateException("the server ended: " + logged());
    }
    try {
      return get(path, Map.of()).statusCode();
    } catch (IllegalStateException e) {
      return 0;
    }
  }

  /** Returns the secret of the workspace {@code default}: the configured or generated one. */
  public String secret() {
    if (settings.containsKey(SECRET_SETTING)) {
      return SECRET;
    }
    Awaitility.await("the banner").until(() -> logged().contains("is ready"));
    Matcher shown = SHOWN.matcher(logged());
    return shown.find() ? shown.group(1) : SECRET;
  }

  /** Returns the base address. */
  public URI base() {
    return URI.create("http://localhost:" + port);
  }

  /** Sends a GET. */
  public HttpResponse<String> get(String path, Map<String, String> headers) {
    return send(request(path, headers).GET().build());
  }

  /** Sends a webhook to the workspace {@code default}. */
  public HttpResponse<String> post(String body) {
    return post("/api/inbound/default", body);
  }

  /** Sends a webhook to any address, with the secret of the workspace {@code default}. */
  public HttpResponse<String> post(String path, String body) {
    return postWith(secret(), path, body);
  }

  /** Sends a webhook with any secret. */
  public HttpResponse<String> postWith(String secret, String path, String body) {
    return postWith(Map.of("Inbound-Webhook-Secret", secret), path, body);
  }

  /** Sends JSON with any headers. */
  public HttpResponse<String> postWith(Map<String, String> headers, String path, String body) {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** Calls the operators' API. */
  public HttpResponse<String> admin(String method, String path, String mediaType, String body) {
    String user =
        Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    HttpRequest.Builder request =
        request(
            "/api/admin/" + path,
            Map.of("Authorization", "Basic " + user, "Content-Type", mediaType));
    return send(
        request
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(String path, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base().resolve(path)).timeout(Duration.ofSeconds(60));
    headers.forEach(request::header);
    return request;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("no answer from " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Sends {@code kill -STOP}: the process halts, and its connections stay open. */
  public void pause() {
    signal("STOP");
  }

  /** Sends {@code kill -CONT}: the process continues. */
  public void resume() {
    signal("CONT");
  }

  /**
   * Sends {@code kill -TERM}, which gives it a few seconds to hand over its runs. Does not wait for
   * its end.
   */
  public void terminate() {
    signal("TERM");
  }

  /** Sends {@code kill -name}. */
  public void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException("kill -" + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the id of its process. */
  public long pid() {
    return process.pid();
  }

  /** Returns whether its process exists, ready or not, paused or not. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Returns the status with which the process ended. */
  public int exitStatus() {
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /** Returns an unused port. */
  public static int freePort() throws IOException {
    return freePorts(1).get(0);
  }

  /** Returns unused ports, each another. */
  public static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  /** Returns whether no program listens on the port. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}

package drawbridge.patroni;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import drawbridge.system.PortBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A cluster of three machines with the role and the database of Drawbridge. */
public final class PatroniCluster implements AutoCloseable {

  private static final int MACHINES = 3;
  private static final Set<String> RUNS = Set.of("running", "streaming");
  private static final Pattern SQL = Pattern.compile("(?s)```sql\\n(create role.*?)```");

  /** Of a start, and of a return to three machines after a kill. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final Path home;
  private final List<Machine> machines = new ArrayList<>();

  private final PortBlock ports = PortBlock.take();

  private PatroniCluster(Path home) {
    this.home = home;
  }

  /** Returns why a cluster cannot start on this machine; empty where it can. */
  public static Optional<String> missing() {
    return Installed.missing();
  }

  /**
   * Starts a cluster; it is complete when this returns.
   *
   * @param logs directory of the logs of the machines
   */
  public static PatroniCluster start(Path logs) throws IOException {
    PatroniCluster cluster =
        new PatroniCluster(Account.directory(Files.createTempDirectory("drawbridge-patroni")));
    try {
      cluster.open(logs);
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void open(Path logs) throws IOException {
    List<Addresses> all = addresses();
    for (Addresses one : all) {
      machines.add(new Machine(one, all, home.resolve(one.name()), logs));
    }
    machines.forEach(Machine::start);
    awaitComplete();
    createDatabase();
  }

  private List<Addresses> addresses() {
    return IntStream.rangeClosed(1, MACHINES)
        .mapToObj(
            number ->
                new Addresses(
                    "db" + number, ports.next(), ports.next(), ports.next(), ports.next()))
        .toList();
  }

  /** Runs the statements of the guide as the superuser of the primary. */
  private void createDatabase() throws IOException {
    Matcher block = SQL.matcher(Files.readString(Path.of("server-config/postgresql.md")));
    if (!block.find()) {
      throw new IllegalStateException("postgresql.md does not say how to create the database");
    }
    String url = "jdbc:postgresql://" + servers() + "/postgres?targetServerType=primary";
    String password = ShippedFile.read("patroni.env").value("PATRONI_SUPERUSER_PASSWORD");
    try (Connection connection = DriverManager.getConnection(url, "postgres", password);
        Statement statement = connection.createStatement()) {
      for (String sql : List.of(block.group(1).split(";"))) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create the database", e);
    }
  }

  private String servers() {
    return Addresses.list(
        machines.stream().map(Machine::addresses).toList(), it -> Addresses.at(it.postgresql()));
  }

  /**
   * Returns the settings of a node: those of the shipped file, with the addresses of this cluster.
   */
  public Map<String, String> settings() {
    ShippedFile shipped = ShippedFile.read("drawbridge.env");
    String url = "DRAWBRIDGE_DATABASE_URL";
    return shipped.with(
        Map.of(url, shipped.value(url).replaceFirst("//[^/]+/", "//" + servers() + "/")));
  }

  /**
   * Waits until there is a primary, a synchronous standby and another standby.
   *
   * @throws org.awaitility.core.ConditionTimeoutException after three minutes
   */
  public void awaitComplete() {
    Awaitility.await("the Patroni cluster is complete")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(this::isComplete);
  }

  private boolean isComplete() {
    List<JsonNode> members = members();
    Set<String> roles = new HashSet<>();
    members.forEach(member -> roles.add(member.path("role").asText()));
    return members.size() == MACHINES
        && members.stream().allMatch(member -> RUNS.contains(member.path("state").asText()))
        && roles.containsAll(Set.of("leader", "sync_standby"))
        && primary().isPresent();
  }

  /** Returns the members as the first machine that answers sees them. */
  private List<JsonNode> members() {
    return machines.stream()
        .flatMap(machine -> get(machine, "/cluster").stream())
        .findFirst()
        .map(answer -> Json.read(answer.body()).path("members"))
        .map(members -> Stream.iterate(0, i -> i < members.size(), i -> i + 1).map(members::get))
        .orElse(Stream.empty())
        .toList();
  }

  /** Returns the machine that says that it is the primary and holds the lease. */
  public Optional<Machine> primary() {
    return machines.stream()
        .filter(machine -> get(machine, "/primary").stream().anyMatch(it -> it.statusCode() == 200))
        .findFirst();
  }

  /**
   * Waits until another machine than the given one is the primary.
   *
   * @throws org.awaitility.core.ConditionTimeoutException after three minutes
   */
  public void awaitPrimaryOtherThan(Machine former) {
    Awaitility.await("another primary than " + former.name())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> primary().filter(primary -> primary != former).isPresent());
  }

  /**
   * Makes the synchronous standby the primary, in order.
   *
   * @throws IllegalStateException when Patroni refuses
   */
  public void switchOver() {
    Machine primary = primary().orElseThrow();
    String candidate =
        members().stream()
            .filter(member -> member.path("role").asText().equals("sync_standby"))
            .map(member -> member.path("name").asText())
            .findFirst()
            .orElseThrow();
    ShippedFile shipped = ShippedFile.read("patroni.env");
    String login =
        shipped.value("PATRONI_RESTAPI_USERNAME") + ":" + shipped.value("PATRONI_RESTAPI_PASSWORD");
    HttpRequest request =
        request(primary, "/switchover")
            .timeout(PATIENCE)
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    Json.write(
                        Json.object().put("leader", primary.name()).put("candidate", candidate))))
            .build();
    HttpResponse<String> answer =
        send(request).orElseThrow(() -> new IllegalStateException("Patroni did not answer"));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
    }
  }

  private Optional<HttpResponse<String>> get(Machine machine, String path) {
    return send(request(machine, path).timeout(Duration.ofSeconds(2)).GET().build());
  }

  private static HttpRequest.Builder request(Machine machine, String path) {
    return HttpRequest.newBuilder(
        URI.create("http://" + Addresses.at(machine.addresses().api()) + path));
  }

  private Optional<HttpResponse<String>> send(HttpRequest request) {
    try {
      return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty(); // killed, frozen or not yet up
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Kills the machines and removes their data. Idempotent. */
  @Override
  public synchronized void close() {
    machines.forEach(Machine::kill);
    try {
      ports.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!Files.exists(home)) {
      return;
    }
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(PatroniCluster::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package drawbridge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Ids;
import drawbridge.platform.json.Json;
import drawbridge.system.PageReader;
import drawbridge.system.Server;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Measures the response times of the console's pages of {@code drawbridge.jar} with many requests
 * and runs in the store, over loopback, for one signed-in user. Arguments: number of requests
 * (1000000), and {@code h2} or {@code postgresql}.
 */
public final class PagesBenchmark {

  private static final int WARM_UP = 5;
  private static final int TIMES = 15;

  private final Server server;
  private final PageReader browser;

  private PagesBenchmark(Server server) {
    this.server = server;
    this.browser = new PageReader(server.base());
    browser.signIn("admin", Server.PASSWORD);
  }

  /** Runs the benchmark. */
  public static void main(String... arguments) throws IOException, SQLException {
    int size = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    Path directory = Files.createTempDirectory("drawbridge-pages");
    if (arguments.length > 1 && arguments[1].equals("postgresql")) {
      try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
        Map<String, String> settings =
            Map.of(
                "DRAWBRIDGE_DATABASE_URL",
                postgres.getJdbcUrl("postgres", "postgres"),
                "DRAWBRIDGE_DATABASE_USER",
                "postgres");
        measure(size, directory, settings, postgres::getPostgresDatabase);
      }
    } else {
      String url =
          "jdbc:h2:file:"
              + directory.resolve("data/drawbridge").toAbsolutePath()
              + ";MODE=PostgreSQL";
      measure(
          size,
          directory,
          Map.of(),
          () -> JdbcConnectionPool.create(url, "drawbridge", Server.storePassword(directory)));
    }
  }

  private static void measure(
      int size, Path directory, Map<String, String> settings, Supplier<DataSource> created)
      throws IOException, SQLException {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put(
        "DRAWBRIDGE_WORKFLOWS_DIRECTORY",
        Path.of("src/samples/workflows").toAbsolutePath().toString());
    // creates the tables, the workspace and the workflows
    Server.startToMeasure(directory, all).close();
    DataSource store = created.get();
    Instant end = Instant.now();
    new Million(store, size, end).load();
    System.out.printf("%,d requests and runs loaded in %s%n", size, between(end));
    if (store instanceof JdbcConnectionPool pool) {
      pool.dispose(); // the server opens the file next
    }
    try (Server server = Server.startToMeasure(directory, all)) {
      new PagesBenchmark(server).pages(size, end);
    }
  }

  private static String between(Instant begin) {
    return Duration.between(begin, Instant.now()).toSeconds() + " s";
  }

  private void pages(int size, Instant end) {
    JsonNode newest = runs("");
    String id = newest.at("/runs/0/runId").asText();
    String old = Ids.floor(end.minus(Duration.ofDays(20)));
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("overview, last hour", "overview.xhtml?");
    pages.put("overview, last week", "overview.xhtml?reach=week");
    pages.put("runs, newest", "runs.xhtml?");
    pages.put("runs, 20 days back", "runs.xhtml?cursor=" + old);
    pages.put("runs, failed (3 %)", "runs.xhtml?status=failed");
    pages.put("runs, cancelled (10)", "runs.xhtml?status=cancelled");
    pages.put("runs, of a rare workflow (0.1 %)", "runs.xhtml?workflow=order-relay");
    pages.put("the same, cancelled (none)", "runs.xhtml?workflow=order-relay&status=cancelled");
    pages.put("runs, by uid", "runs.xhtml?uid=order-" + size / 2);
    pages.put("runs, by request", "runs.xhtml?request=" + newest.at("/runs/0/requestId").asText());
    pages.put(
        "runs, of an hour 10 days ago",
        "runs.xhtml?from="
            + end.minus(Duration.ofHours(241))
            + "&to="
            + end.minus(Duration.ofHours(240)));
    pages.put("search, found among the newest", "runs.xhtml?q=neighbours");
    pages.put("search, found nowhere (bounded)", "runs.xhtml?q=nowhere-to-be-found");
    pages.put("a run with its journal", "run.xhtml?id=" + withJournal(newest, id));
    pages.put("a run with 10,000 steps and 5 MB", "run.xhtml?id=" + id);
    pages.put("runs, of an issue", "runs.xhtml?issue=00000000-0000-8000-8000-000000000007");
    pages.put("issues", "issues.xhtml?");
    pages.put("an issue", "issue.xhtml?id=00000000-0000-8000-8000-000000000007");
    pages.put("requests, newest", "requests.xhtml?");
    pages.put("requests, 20 days back", "requests.xhtml?cursor=" + old);
    pages.put("requests, by a header (2 %)", "requests.xhtml?header=X-Event:%20order-7");
    pages.put("requests, found nowhere (bounded)", "requests.xhtml?q=nowhere-to-be-found");
    pages.put("requests, refused (none, bounded)", "requests.xhtml?status=4xx");
    pages.put("a request", "request.xhtml?id=" + newest.at("/runs/0/requestId").asText());
    pages.put("workflows", "workflows.xhtml?");
    pages.put("triggers", "triggers.xhtml?");
    pages.put("rejections", "rejections.xhtml?");
    pages.put("replays", "replays.xhtml?");
    pages.put("audit", "audit.xhtml?");
    pages.forEach(this::time);
  }

  private String withJournal(JsonNode newest, String otherwise) {
    for (JsonNode run : newest.at("/runs")) {
      String id = run.at("/runId").asText();
      String path = "workspaces/default/runs/" + id + "/steps";
      if (!Json.read(server.admin("GET", path, "application/json", "").body())
          .at("/steps")
          .isEmpty()) {
        return id;
      }
    }
    return otherwise;
  }

  private JsonNode runs(String query) {
    String path = "workspaces/default/runs?limit=200" + query;
    return Json.read(server.admin("GET", path, "application/json", "").body());
  }

  private void time(String name, String page) {
    long[] micros = new long[TIMES];
    int bytes = 0;
    for (int i = -WARM_UP; i < TIMES; i++) {
      long begin = System.nanoTime();
      HttpResponse<String> answer = browser.open("/console/" + page + "&workspace=default");
      long took = (System.nanoTime() - begin) / 1_000;
      if (answer.statusCode() != 200 || !answer.body().contains("id=\"content\"")) {
        throw new IllegalStateException(page + ": " + answer.statusCode());
      }
      bytes = answer.body().length();
      if (i >= 0) {
        micros[i] = took;
      }
    }
    Arrays.sort(micros);
    System.out.printf(
        "| %s | %,d ms | %,d ms | %,d KB |%n",
        name, micros[TIMES / 2] / 1_000, micros[TIMES - 1] / 1_000, bytes / 1_024);
  }
}

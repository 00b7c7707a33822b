package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a first start, the banner, and the options of {@code drawbridge.jar}. */
class FirstMinuteST {

  private static final int LINES = 60;
  private static final String READY = "Drawbridge [^ ]+( \\([0-9a-f]+\\))? is ready";
  private static final Pattern BANNER =
      Pattern.compile(
          READY
              + "\\n  Console   (?<base>http://localhost:\\d+)/console/"
              + "\\n  User      admin"
              + "\\n  Password  (?<password>\\S+)  \\(generated, shown this once\\)"
              + "\\n  Secret    (?<secret>\\S+)  \\(generated, shown this once\\)"
              + "\\n  API       \\k<base>/openapi"
              + "\\n  Try it    (?<curl>curl .*)\\n$");
  private static final Map<String, String> NOTHING_SET =
      Map.of(
          "DRAWBRIDGE_BOOTSTRAP_SECRET", "",
          "DRAWBRIDGE_BOOTSTRAP_ADMIN_PASSWORD", "",
          "DRAWBRIDGE_RETENTION_RUN", "P1D");

  @TempDir static Path directory;
  @TempDir static Path other;
  @TempDir static Path third;

  private static Server text;
  private static Server json;

  @BeforeAll
  static void start() throws IOException {
    text = Server.begin(directory, NOTHING_SET);
    json = Server.begin(other, Map.of("DRAWBRIDGE_LOG_FORMAT", "json"));
    for (Server each : List.of(text, json)) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(4))
          .until(() -> each.logged().contains("Try it") && each.logged().endsWith("\n"));
    }
  }

  @AfterAll
  static void stop() {
    text.close();
    json.close();
  }

  @Test
  void theLogIsShortAndEndsWithTheBanner() {
    assertThat(text.logged().lines().count()).isLessThan(LINES);
    assertThat(text.logged())
        .containsPattern(BANNER)
        .doesNotContain("NCLS-", "AS-DEPLOYMENT", "certificate", "no value found", "RAResources");
  }

  @Test
  void theBannersCurlIsAnsweredAndItsPasswordSignsIn() {
    JsonNode answer = Json.read(Shell.run(group("curl"), ""));
    assertThat(answer.at("/results/0/effective/runtime/name").textValue()).isEqualTo("Ada");
    assertThat(text.logged()).containsOnlyOnce(group("password"));
    String credentials = "admin:" + group("password");
    String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    assertThat(text.get("/api/admin/me", Map.of("Authorization", "Basic " + basic)).statusCode())
        .isEqualTo(200);
    assertThat(text.get("/openapi", Map.of()).statusCode()).isEqualTo(200);
    assertThat(URI.create(group("base"))).isEqualTo(text.base());
  }

  @Test
  void theRootRedirectsToTheConsole() {
    assertThat(text.get("/", Map.of()).statusCode()).isEqualTo(302);
    assertThat(text.get("/", Map.of()).headers().firstValue("Location").orElseThrow())
        .contains("/console/");
  }

  @Test
  void anUnknownVariableIsReportedOnceWithTheNearestName() {
    assertThat(text.logged())
        .containsOnlyOnce(
            "environment variable DRAWBRIDGE_RETENTION_RUN is unknown and ignored; the nearest"
                + " known name is DRAWBRIDGE_RETENTION_RUNS");
    assertThat(json.logged()).doesNotContain("is unknown and ignored");
  }

  @Test
  void withJsonEachLineIsAnEventAndTheLastIsTheBanner() {
    List<JsonNode> events = json.logged().lines().map(Json::read).toList();
    assertThat(events).allMatch(event -> event.hasNonNull("LogMessage"));
    assertThat(events.get(events.size() - 1).get("LogMessage").textValue())
        .containsPattern(READY)
        .contains(
            "Password  set in DRAWBRIDGE_BOOTSTRAP_ADMIN_PASSWORD",
            "Secret    set in DRAWBRIDGE_BOOTSTRAP_SECRET",
            "Inbound-Webhook-Secret: $DRAWBRIDGE_BOOTSTRAP_SECRET");
    assertThat(json.logged()).doesNotContain(Server.SECRET, Server.PASSWORD);
  }

  @Test
  void aPortThatIsTakenEndsTheStartWithTheReason() throws IOException {
    try (Server late = Server.begin(text.base().getPort(), third, Map.of())) {
      Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> !late.isAlive());
      assertThat(late.logged())
          .contains("did not start (port " + text.base().getPort() + " is in use)")
          .doesNotContain("DbMigrate");
      assertThat(late.exitStatus()).isEqualTo(1);
    }
  }

  @Test
  void theJarSaysItsVersionAndItsOptions() {
    assertThat(run("--version", "text")).matches("Drawbridge \\S+( \\([0-9a-f]+\\))?\n");
    assertThat(run("--help", "text"))
        .contains("Drawbridge", "--port", "DRAWBRIDGE_DATABASE_URL", "DRAWBRIDGE_LOG_FORMAT");
  }

  @Test
  void anotherLogFormatEndsTheStart() {
    assertThat(run("|| true", "xml"))
        .isEqualTo("Drawbridge cannot start: setting drawbridge.log.format must be text or json\n");
  }

  private static String run(String arguments, String format) {
    return Shell.run(
        "\"$JAVA\" -jar \"$JAR\" " + arguments,
        directory,
        Map.of(
            "JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "JAR", Server.jar().toAbsolutePath().toString(),
            "DRAWBRIDGE_LOG_FORMAT", format));
  }

  private static String group(String name) {
    Matcher banner = BANNER.matcher(text.logged());
    assertThat(banner.find()).isTrue();
    return banner.group(name);
  }
}

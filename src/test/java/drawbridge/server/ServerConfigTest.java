package drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The deployment files name settings, ports and probes that the server has. */
class ServerConfigTest {

  private static final Path CONFIG = Path.of("server-config");
  private static final Path HELM = CONFIG.resolve("helm");
  private static final Path PATRONI = CONFIG.resolve("patroni");
  private static final Path PROXY = CONFIG.resolve("proxy");
  private static final Path DEPLOYMENT = HELM.resolve("templates/deployment.yaml");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final Pattern SETTING = Pattern.compile("(?m)^#?(drawbridge\\.[a-z0-9.-]+)=");
  private static final Pattern OF_THE_SERVER =
      Pattern.compile("--propertyName=(drawbridge\\.[a-z.]+)");
  private static final Pattern VARIABLE = Pattern.compile("DRAWBRIDGE_[A-Z0-9_]*[A-Z0-9]");
  private static final Pattern PROBE = Pattern.compile("/health/(\\w+)");
  private static final Pattern PORT =
      Pattern.compile(
          "(?:EXPOSE |\"--port\", \"|--port |containerPort: |:)(8\\d{3})(?=[/\" '}\\n])");

  /** Names that MicroProfile Health gives to the probes. */
  private static final Set<String> PROBES = Set.of("live", "ready", "started");

  @Test
  void everyVariableIsASetting() throws IOException {
    Set<String> known = new TreeSet<>();
    String defaults =
        Files.readString(Path.of("src/main/resources/META-INF/microprofile-config.properties"));
    known.addAll(found(SETTING, defaults));
    known.addAll(found(OF_THE_SERVER, Files.readString(CONFIG.resolve("post-boot.asadmin"))));
    Set<String> variables =
        known.stream()
            .map(name -> name.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT))
            .collect(Collectors.toSet());
    variables.add("DRAWBRIDGE_SECRETS");
    Set<String> named = new TreeSet<>();
    for (Path file : deploymentFiles()) {
      named.addAll(found(VARIABLE, Files.readString(file)));
    }
    assertThat(named).contains("DRAWBRIDGE_DATABASE_URL").isSubsetOf(variables);
  }

  @Test
  void everyProbeIsOneOfTheServer() throws IOException {
    for (Path file : deploymentFiles()) {
      assertThat(found(PROBE, Files.readString(file))).as(file.toString()).isSubsetOf(PROBES);
    }
    assertThat(found(PROBE, Files.readString(DEPLOYMENT)))
        .containsExactlyInAnyOrder("live", "ready");
  }

  @Test
  void everyPortInsideIsTheSame() throws IOException {
    for (Path file :
        List.of(
            CONFIG.resolve("Dockerfile"),
            CONFIG.resolve("drawbridge.service"),
            CONFIG.resolve("compose.yaml"))) {
      assertThat(found(PORT, Files.readString(file))).as(file.toString()).containsOnly("8080");
    }
    assertThat(DEPLOYMENT)
        .content()
        .contains("{name: http, containerPort: 8080}")
        .contains("{name: health, containerPort: 8081}")
        .contains("{name: DRAWBRIDGE_HEALTH_PORT, value: '8081'}");
  }

  @Test
  void everyStopHasThirtySeconds() throws IOException {
    assertThat(CONFIG.resolve("drawbridge.service")).content().contains("TimeoutStopSec=30\n");
    assertThat(DEPLOYMENT).content().contains("terminationGracePeriodSeconds: 30\n");
    JsonNode services = YAML.readTree(CONFIG.resolve("compose.yaml").toFile()).path("services");
    assertThat(services.at("/node1/stop_grace_period").asText()).isEqualTo("30s");
  }

  @Test
  void composeHoldsNoSecretAndChecksEachService() throws IOException {
    JsonNode services = YAML.readTree(CONFIG.resolve("compose.yaml").toFile()).path("services");
    for (String service : List.of("database", "node1")) {
      assertThat(services.path(service).path("healthcheck").path("test")).isNotEmpty();
      services
          .path(service)
          .path("environment")
          .properties()
          .forEach(
              variable -> {
                if (variable.getKey().matches(".*(PASSWORD|SECRET|KEYS).*")) {
                  assertThat(variable.getValue().asText()).matches("\\$\\{[A-Z_]+:\\?}");
                }
              });
    }
  }

  @Test
  void patroniAcknowledgesWhatAStandbyHas() throws IOException {
    JsonNode dcs =
        YAML.readTree(PATRONI.resolve("patroni.yml").toFile()).path("bootstrap").path("dcs");
    assertThat(dcs.path("synchronous_mode").asBoolean()).isTrue();
    assertThat(dcs.path("synchronous_mode_strict").asBoolean()).isTrue();
    assertThat(dcs.path("ttl").asInt())
        .as("Patroni's rule")
        .isGreaterThanOrEqualTo(
            dcs.path("loop_wait").asInt() + 2 * dcs.path("retry_timeout").asInt());
    assertThat(PATRONI.resolve("patroni.env"))
        .content()
        .contains("\nPATRONI_ETCD_HOSTS=")
        .doesNotContain("\nPATRONI_ETCD3_HOSTS=");
    assertThat(PATRONI.resolve("etcd.env")).content().contains("\nETCD_ENABLE_V2=true\n");
  }

  @Test
  void chartValuesMatchTheirSchema() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(Files.readString(HELM.resolve("values.schema.json")));
    JsonNode values = YAML.readTree(HELM.resolve("values.yaml").toFile());
    assertThat(schema.validate(values)).isEmpty();
    assertThat(YAML.readTree(HELM.resolve("Chart.yaml").toFile()).path("apiVersion").asText())
        .isEqualTo("v2");
    Pattern used = Pattern.compile("\\.Values\\.([\\w.]+)");
    try (Stream<Path> templates = Files.list(HELM.resolve("templates"))) {
      for (Path template : templates.toList()) {
        assertThat(found(used, Files.readString(template)))
            .as(template.toString())
            .allSatisfy(
                path ->
                    assertThat(values.at("/" + path.replace('.', '/')).isMissingNode()).isFalse());
      }
    }
  }

  @Test
  void everyFileSaysWhoReadsIt() throws IOException {
    for (Path file : deploymentFiles()) {
      assertThat(Files.readString(file).lines().limit(4).collect(Collectors.joining(" ")))
          .as(file.toString())
          .containsIgnoringCase("read by");
    }
  }

  private static List<Path> deploymentFiles() throws IOException {
    try (Stream<Path> helm = Files.walk(HELM);
        Stream<Path> patroni = Files.walk(PATRONI);
        Stream<Path> proxy = Files.walk(PROXY)) {
      return Stream.of(
              Stream.of("Dockerfile", "compose.yaml", "drawbridge.service").map(CONFIG::resolve),
              helm,
              patroni,
              proxy)
          .flatMap(files -> files)
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(it -> it.group(it.groupCount()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

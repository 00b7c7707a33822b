package drawbridge.admin.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import drawbridge.openapi.Description;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenApiTest {

  private static final String TEXT = Description.text();
  private static final Description OURS = Description.ours();
  private static final SwaggerParseResult READ = read();
  private static final OpenAPI API = READ.getOpenAPI();

  @Test
  void parserFindsNoFault() {
    assertThat(READ.getMessages()).isEmpty();
  }

  @Test
  void operationsMatchTheResources() {
    assertThat(described().keySet()).isEqualTo(written());
  }

  @Test
  void everyReferenceHasATarget() throws IOException {
    var tree = io.swagger.v3.core.util.Yaml.mapper().readTree(TEXT);
    Matcher reference = Pattern.compile("\\$ref: \"#([^\"]+)\"").matcher(TEXT);
    int count = 0;
    while (reference.find()) {
      assertThat(tree.at(reference.group(1)).isMissingNode()).as(reference.group(1)).isFalse();
      count++;
    }
    assertThat(count).isGreaterThan(100);
  }

  @Test
  void everyOperationHasASuccessAndProblems() {
    described()
        .forEach(
            (name, operation) -> {
              assertThat(operation.getResponses().keySet())
                  .as(name)
                  .anyMatch(s -> s.startsWith("2"));
              assertThat(operation.getResponses().keySet()).as(name).contains("401", "503");
              assertThat(operation.getSummary()).as(name).isNotBlank();
            });
  }

  @Test
  void everyBodyHasAnExample() {
    described()
        .forEach(
            (name, operation) -> {
              if (operation.getRequestBody() != null) {
                assertExamples(name, operation.getRequestBody().getContent());
              }
              operation
                  .getResponses()
                  .forEach((status, reply) -> assertExamples(name + " " + status, content(reply)));
            });
  }

  @Test
  void everyExampleMatchesItsSchema() {
    OURS.bodies()
        .forEach(
            (name, body) ->
                OURS.examples(body)
                    .forEach(
                        example ->
                            assertThat(OURS.faults(body.path("schema"), example, name)).isEmpty()));
  }

  @Test
  void everyOperationHasAUniqueId() {
    List<String> names =
        described().values().stream().map(operation -> operation.getOperationId()).toList();

    assertThat(names).doesNotContainNull().doesNotHaveDuplicates();
  }

  @Test
  void everyOperationWithABodyDescribesItsRefusal() {
    described()
        .forEach(
            (name, operation) -> {
              if (operation.getRequestBody() != null) {
                assertThat(operation.getResponses().keySet())
                    .as(name)
                    .contains("400", "413", "415");
              }
            });
  }

  @Test
  void everyOperationHasOneDeclaredTag() {
    Set<String> tags = new TreeSet<>();
    API.getTags().forEach(tag -> tags.add(tag.getName()));

    described().forEach((name, operation) -> assertThat(operation.getTags()).as(name).hasSize(1));
    described()
        .forEach((name, operation) -> assertThat(tags).as(name).containsAll(operation.getTags()));
  }

  /** Client generators invent class names for unnamed schemas. */
  @Test
  void everySchemaWithMembersHasAName() {
    OURS.bodies()
        .forEach(
            (name, body) ->
                assertThat(body.path("schema").fieldNames())
                    .as(name)
                    .toIterable()
                    .doesNotContain("properties", "allOf", "oneOf", "anyOf"));
    assertThat(OURS.at("/components/schemas").findValues("properties"))
        .allSatisfy(members -> assertThat(members.findValue("properties")).isNull());
  }

  @Test
  void everyComponentIsUsed() {
    for (String kind : List.of("parameters", "headers", "examples", "responses", "schemas")) {
      OURS.at("/components/" + kind)
          .fieldNames()
          .forEachRemaining(
              name ->
                  assertThat(TEXT).contains("$ref: \"#/components/" + kind + "/" + name + "\""));
    }
  }

  private static @Nullable Content content(ApiResponse reply) {
    String reference = reply.get$ref();
    ApiResponse found =
        reference == null
            ? reply
            : Objects.requireNonNull(
                API.getComponents()
                    .getResponses()
                    .get(reference.substring(reference.lastIndexOf('/') + 1)));
    return found.getContent();
  }

  private static void assertExamples(String where, @Nullable Content content) {
    if (content != null) {
      content.forEach(
          (type, media) ->
              assertThat(media.getExample() != null || media.getExamples() != null)
                  .as(where + " " + type)
                  .isTrue());
    }
  }

  private static Map<String, Operation> described() {
    Map<String, Operation> operations = new TreeMap<>();
    API.getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach((method, each) -> operations.put(method + " " + path, each)));
    return operations;
  }

  /** Returns the operations of all resources; that of tools describes itself to its clients. */
  private static Set<String> written() {
    Set<String> operations = new TreeSet<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("drawbridge")) {
      if (type.isAnnotatedWith(Path.class) && !type.getPackageName().startsWith("drawbridge.mcp")) {
        String base = "/api/" + type.getAnnotationOfType(Path.class).value();
        type.getMethods().forEach(method -> add(operations, base, method));
      }
    }
    return operations;
  }

  private static void add(Set<String> operations, String base, JavaMethod method) {
    String path =
        method.isAnnotatedWith(Path.class)
            ? base + "/" + method.getAnnotationOfType(Path.class).value()
            : base;
    method.getAnnotations().stream()
        .map(annotation -> annotation.getRawType())
        .filter(annotation -> annotation.isAnnotatedWith(HttpMethod.class))
        .map(annotation -> annotation.getSimpleName())
        .forEach(verb -> operations.add(verb + " " + path.replaceAll("\\{(\\w+):[^}]*}", "{$1}")));
  }

  private static SwaggerParseResult read() {
    return new OpenAPIV3Parser().readContents(TEXT, null, new ParseOptions());
  }
}

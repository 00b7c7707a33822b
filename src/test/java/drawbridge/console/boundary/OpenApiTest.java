package drawbridge.console.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OpenApiTest {

  private static final String TEXT = text();
  private static final SwaggerParseResult READ = read();
  private static final OpenAPI API = READ.getOpenAPI();

  @Test
  void isReadWithoutAWord() {
    assertThat(READ.getMessages()).isEmpty();
  }

  @Test
  void hasEveryOperationOfTheResourcesAndNoOther() {
    assertThat(described().keySet()).isEqualTo(written());
  }

  @Test
  void everyReferenceLeadsSomewhere() throws IOException {
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

  private static Content content(ApiResponse reply) {
    String reference = reply.get$ref();
    ApiResponse found =
        reference == null
            ? reply
            : API.getComponents()
                .getResponses()
                .get(reference.substring(reference.lastIndexOf('/') + 1));
    return found.getContent();
  }

  private static void assertExamples(String where, Content content) {
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

  private static TreeSet<String> written() {
    TreeSet<String> operations = new TreeSet<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("drawbridge")) {
      if (type.isAnnotatedWith(Path.class)) {
        String base = "/api/" + type.getAnnotationOfType(Path.class).value();
        type.getMethods().forEach(method -> add(operations, base, method));
      }
    }
    return operations;
  }

  private static void add(TreeSet<String> operations, String base, JavaMethod method) {
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

  private static String text() {
    try (InputStream in = OpenApiTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

package drawbridge.platform.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiDocumentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-    | -                                                  | application/yaml",
        "-    | */*                                                | application/yaml",
        "-    | text/html,application/xhtml+xml,*/*;q=0.8          | application/yaml",
        "-    | application/json                                   | application/json",
        "-    | application/json, text/plain, */*                  | application/json",
        "-    | application/json, */*;q=0.5                        | application/json",
        "-    | application/yaml;q=0.5, application/json;q=0.9     | application/json",
        "-    | application/yaml; q=0, application/*               | application/vnd.oai.openapi",
        "-    | application/vnd.oai.openapi;version=3.0            | application/vnd.oai.openapi",
        "-    | application/vnd.oai.openapi+json                   | application/vnd.oai.openapi+json",
        "-    | text/html                                          | -",
        "-    | application/json;q=0                               | -",
        "-    | ,;=                                                | -",
        "JSON | */*                                                | application/json",
        "yaml | application/json                                   | application/yaml",
        "xml  | */*                                                | -",
      })
  void formatOrAcceptSelectsTheMediaType(
      @Nullable String format, @Nullable String accept, @Nullable String type) {
    assertThat(OpenApiDocument.type(format, accept).orElse(null)).isEqualTo(type);
  }
}

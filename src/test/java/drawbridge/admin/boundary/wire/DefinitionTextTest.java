package drawbridge.admin.boundary.wire;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Json;
import drawbridge.workflow.definition.DefinitionFormat;
import org.junit.jupiter.api.Test;

class DefinitionTextTest {

  @Test
  void savedFormatIsReturnedByteForByte() {
    assertThat(
            new DefinitionText("# why\na:  1\n", DefinitionFormat.YAML).as(DefinitionFormat.YAML))
        .isEqualTo("# why\na:  1\n");
  }

  @Test
  void yamlToJsonKeepsNumbersAsWritten() {
    String json =
        new DefinitionText("a: 1.10\nb: '1.10'\nc: text\n", DefinitionFormat.YAML)
            .as(DefinitionFormat.JSON);

    assertThat(Json.read(json))
        .isEqualTo(Json.read("{\"a\": 1.10, \"b\": \"1.10\", \"c\": \"text\"}"));
  }

  @Test
  void jsonToYamlAndBackIsLossless() {
    String source =
        "{\"a\":\"1.10\",\"b\":\"true\",\"y\":\"yes\",\"n\":\"null\",\"o\":\"on\",\"d\":\"2026-01-31\",\"c\":[1,{\"d\":\"{{x}}\"}],\"e\":\"two\\nlines: #\"}";
    String yaml = new DefinitionText(source, DefinitionFormat.JSON).as(DefinitionFormat.YAML);

    assertThat(Json.read(new DefinitionText(yaml, DefinitionFormat.YAML).as(DefinitionFormat.JSON)))
        .isEqualTo(Json.read(source));
  }
}

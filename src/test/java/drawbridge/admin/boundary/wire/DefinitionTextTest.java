package drawbridge.admin.boundary.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import drawbridge.workflow.definition.DefinitionFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void metadataOfOthersIsKeptMemberForMember() throws IOException {
    String source = Files.readString(Path.of("src/test/resources/definitions/valid/metadata.yaml"));
    DefinitionText saved = new DefinitionText(source, DefinitionFormat.YAML);
    String json = saved.as(DefinitionFormat.JSON);
    JsonNode document = Json.read(json).at("/document");

    assertThat(saved.as(DefinitionFormat.YAML)).isEqualTo(source);
    assertThat(document.at("/metadata/x-editor"))
        .isEqualTo(
            Json.read(
                "{\"position\": {\"x\": 1.10, \"y\": -0.50},"
                    + " \"big\": 123456789012345678901234567890, \"nothing\": null,"
                    + " \"list\": [1, [], {}, \"{{not.read}}\", \"Hello ${ .not }\","
                    + " \"${ $nope }\"], \"a/b~c é 😀\": \"yes\"}"));
    assertThat(document.at("/metadata/labels"))
        .isEqualTo(Json.read("[\"on\", \"2026-01-31\", \"1.10\", \"null\"]"));
    String back = new DefinitionText(json, DefinitionFormat.JSON).as(DefinitionFormat.YAML);
    assertThat(Json.read(new DefinitionText(back, DefinitionFormat.YAML).as(DefinitionFormat.JSON)))
        .isEqualTo(Json.read(json));
  }
}

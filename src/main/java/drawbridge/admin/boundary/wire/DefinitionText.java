package drawbridge.admin.boundary.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import drawbridge.admin.control.Definitions;
import drawbridge.platform.Json;
import drawbridge.platform.Yaml;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.entity.WorkflowVersion;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/**
 * A definition on the wire: as it was saved where the caller takes that form, byte for byte, and
 * else turned into the other form, without the comments.
 */
public record DefinitionText(String source, DefinitionFormat format) {

  private static final Set<String> YAML_TYPES =
      Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");
  private static final Set<String> JSON_TYPES = Set.of(MediaType.APPLICATION_JSON);
  private static final MediaType YAML = new MediaType("application", "yaml");
  private static final MediaType TEXT_YAML = new MediaType("text", "yaml");

  /** The body of a call. */
  public static DefinitionText read(InputStream in, HttpHeaders headers) throws IOException {
    boolean isYaml = Bytes.isOf(headers.getMediaType(), YAML_TYPES);
    if (!isYaml && !Bytes.isOf(headers.getMediaType(), JSON_TYPES)) {
      throw Bytes.unsupported("Send application/yaml or application/json in UTF-8.");
    }
    String source = Bytes.text(in, headers, Definitions.LONGEST);
    return new DefinitionText(source, isYaml ? DefinitionFormat.YAML : DefinitionFormat.JSON);
  }

  /** A version that was saved. */
  public static DefinitionText of(WorkflowVersion version) {
    boolean isJson = version.mediaType().equals(MediaType.APPLICATION_JSON);
    return new DefinitionText(
        version.source(), isJson ? DefinitionFormat.JSON : DefinitionFormat.YAML);
  }

  /** The answer, in the form that the caller likes best; where it does not care, as saved. */
  public Response reply(Request request) {
    List<MediaType> forms =
        switch (format) {
          case YAML -> List.of(YAML, TEXT_YAML, MediaType.APPLICATION_JSON_TYPE);
          case JSON -> List.of(MediaType.APPLICATION_JSON_TYPE, YAML, TEXT_YAML);
        };
    Variant best =
        request.selectVariant(Variant.mediaTypes(forms.toArray(MediaType[]::new)).build());
    if (best == null) {
      throw Refused.with(
          "not-acceptable", "Not acceptable", 406, "Accept application/yaml or application/json.");
    }
    boolean isJson = best.getMediaType().isCompatible(MediaType.APPLICATION_JSON_TYPE);
    String text = as(isJson ? DefinitionFormat.JSON : DefinitionFormat.YAML);
    return Response.ok(text, best.getMediaType().withCharset("utf-8")).build();
  }

  /** The text in that form. */
  String as(DefinitionFormat wanted) {
    if (wanted == format) {
      return source;
    }
    try {
      return switch (wanted) {
        case JSON ->
            Json.MAPPER
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(Yaml.MAPPER.readTree(source));
        case YAML -> Yaml.MAPPER.writeValueAsString(Json.read(source));
      };
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a definition that was saved and is not readable", e);
    }
  }
}

package drawbridge.admin.boundary.wire;

import drawbridge.admin.control.Definitions;
import drawbridge.platform.json.Yaml;
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
 * A definition in a request or a reply. A reply in the format of the saved text is equal to it; in
 * the other format it has no comments.
 */
public record DefinitionText(String source, DefinitionFormat format) {

  private static final Set<String> YAML_TYPES =
      Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");
  private static final Set<String> JSON_TYPES = Set.of(MediaType.APPLICATION_JSON);
  private static final MediaType YAML = new MediaType("application", "yaml");
  private static final MediaType TEXT_YAML = new MediaType("text", "yaml");

  /** Reads the body of a request. */
  public static DefinitionText read(InputStream in, HttpHeaders headers) throws IOException {
    boolean isYaml = Bytes.isOf(headers.getMediaType(), YAML_TYPES);
    if (!isYaml && !Bytes.isOf(headers.getMediaType(), JSON_TYPES)) {
      throw Bytes.unsupported("Send application/yaml or application/json in UTF-8.");
    }
    String source = Bytes.text(in, headers, Definitions.LONGEST);
    return new DefinitionText(source, isYaml ? DefinitionFormat.YAML : DefinitionFormat.JSON);
  }

  /** Returns the text of a saved version. */
  public static DefinitionText of(WorkflowVersion version) {
    return new DefinitionText(version.source(), version.format());
  }

  /** Returns the reply in the format that the caller prefers, by default the saved one. */
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

  /** Returns the text in a format. */
  String as(DefinitionFormat wanted) {
    if (wanted == format) {
      return source;
    }
    return switch (wanted) {
      case JSON -> Yaml.toJson(source);
      case YAML -> Yaml.ofJson(source);
    };
  }
}

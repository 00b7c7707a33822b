package drawbridge.workflow.schema;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.jq.regex.JqRegex;
import drawbridge.expression.jq.value.RefusedProgram;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Visits the schemas inside a schema, for what the schema of schemas does not check. */
final class SchemaParts {

  private static final Set<String> SCHEMAS_BY_NAME =
      Set.of(
          "$defs",
          "definitions",
          "dependencies",
          "dependentSchemas",
          "patternProperties",
          "properties");

  private static final Set<String> SCHEMAS =
      Set.of(
          "additionalItems",
          "additionalProperties",
          "allOf",
          "anyOf",
          "contains",
          "contentSchema",
          "else",
          "if",
          "items",
          "not",
          "oneOf",
          "prefixItems",
          "propertyNames",
          "then",
          "unevaluatedItems",
          "unevaluatedProperties");

  private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");

  private static final String ELSEWHERE =
      "leads out of this schema, and nothing is fetched; copy the other schema into `$defs`";

  private final String idKeyword;
  private final BiConsumer<String, String> faults;
  private final Set<URI> ids = new HashSet<>();
  private final Set<String> anchors = new HashSet<>();
  private boolean isSound = true;

  private SchemaParts(String idKeyword, BiConsumer<String, String> faults) {
    this.idKeyword = idKeyword;
    this.faults = faults;
  }

  /** Reports references that lead out of the schema, and patterns without a bound. */
  static boolean check(JsonNode document, Draft draft, BiConsumer<String, String> faults) {
    SchemaParts parts = new SchemaParts(draft == Draft.V4 ? "id" : "$id", faults);
    parts.each(document, "", null, parts::collect);
    parts.each(document, "", null, parts::check);
    return parts.isSound;
  }

  /** Gets a schema, its pointer and the URI that its references are relative to. */
  @FunctionalInterface
  private interface Visitor {
    void visit(JsonNode schema, String pointer, @Nullable URI base);
  }

  private void each(JsonNode schema, String pointer, @Nullable URI around, Visitor visitor) {
    URI base = schema.path(idKeyword).isTextual() ? id(schema, around) : around;
    visitor.visit(schema, pointer, base);
    for (Map.Entry<String, JsonNode> member : schema.properties()) {
      String at = below(pointer, member.getKey());
      JsonNode value = member.getValue();
      if (SCHEMAS_BY_NAME.contains(member.getKey())) {
        value
            .properties()
            .forEach(it -> each(it.getValue(), below(at, it.getKey()), base, visitor));
      } else if (SCHEMAS.contains(member.getKey()) && value.isArray()) {
        for (int i = 0; i < value.size(); i++) {
          each(value.get(i), at + "/" + i, base, visitor);
        }
      } else if (SCHEMAS.contains(member.getKey())) {
        each(value, at, base, visitor);
      }
    }
  }

  private @Nullable URI id(JsonNode schema, @Nullable URI around) {
    return resolved(schema.path(idKeyword).textValue(), around);
  }

  private void collect(JsonNode schema, String pointer, @Nullable URI base) {
    if (base != null && schema.path(idKeyword).isTextual()) {
      ids.add(base);
    }
    for (String name : List.of("$anchor", "$dynamicAnchor")) {
      if (schema.path(name).isTextual()) {
        anchors.add("#" + schema.path(name).textValue());
      }
    }
  }

  private void check(JsonNode schema, String pointer, @Nullable URI base) {
    for (String name : REFERENCES) {
      String reference = schema.path(name).textValue();
      if (reference != null && !reference.startsWith("#") && !isInside(reference, base)) {
        fault(pointer + "/" + name, ELSEWHERE);
      }
    }
    String dynamic = schema.path("$dynamicRef").textValue();
    if (dynamic != null && dynamic.matches("#[^/].*") && !anchors.contains(dynamic)) {
      fault(pointer + "/$dynamicRef", "the schema has no such anchor");
    }
    String pattern = schema.path("pattern").textValue();
    if (pattern != null) {
      checkPattern(pattern, pointer + "/pattern");
    }
    schema
        .path("patternProperties")
        .fieldNames()
        .forEachRemaining(name -> checkPattern(name, below(pointer + "/patternProperties", name)));
  }

  private boolean isInside(String reference, @Nullable URI base) {
    URI target = resolved(reference, base);
    return target != null && ids.contains(target);
  }

  /** Returns the absolute URI without its fragment; null for a text that is none. */
  private static @Nullable URI resolved(String text, @Nullable URI base) {
    try {
      URI uri = base == null ? new URI(text) : base.resolve(new URI(text));
      return new URI(uri.toString().replaceFirst("#.*$", ""));
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private void checkPattern(String pattern, String pointer) {
    try {
      JqRegex.ofScript(pattern);
    } catch (RefusedProgram e) {
      fault(pointer, String.valueOf(e.getMessage()));
    }
  }

  private void fault(String pointer, String detail) {
    isSound = false;
    faults.accept(pointer, detail);
  }

  private static String below(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}

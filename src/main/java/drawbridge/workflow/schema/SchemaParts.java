package drawbridge.workflow.schema;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.jq.regex.JqRegex;
import drawbridge.expression.jq.value.RefusedProgram;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final Draft draft;
  private final String idKeyword;
  private final BiConsumer<String, String> faults;
  private final Set<URI> ids = new HashSet<>();
  private final Set<String> anchors = new HashSet<>();
  private boolean isSound = true;

  private SchemaParts(Draft draft, BiConsumer<String, String> faults) {
    this.draft = draft;
    this.idKeyword = draft == Draft.V4 ? "id" : "$id";
    this.faults = faults;
  }

  /** Reports references that lead out of the schema, and patterns without a bound. */
  static boolean check(JsonNode document, Draft draft, BiConsumer<String, String> faults) {
    SchemaParts parts = new SchemaParts(draft, faults);
    Place root = new Place("", null, document);
    parts.each(document, root, parts::collect);
    parts.each(document, root, parts::check);
    return parts.isSound;
  }

  /**
   * The place of a schema.
   *
   * @param base the URI that its references are relative to
   * @param resource the schema around it that has this URI; the whole document without one
   */
  private record Place(String pointer, @Nullable URI base, JsonNode resource) {

    Place below(String name) {
      String escaped = name.replace("~", "~0").replace("/", "~1");
      return new Place(pointer + "/" + escaped, base, resource);
    }
  }

  private void each(JsonNode schema, Place around, BiConsumer<JsonNode, Place> visitor) {
    String id = schema.path(idKeyword).textValue();
    Place place =
        id == null || id.startsWith("#")
            ? around
            : new Place(around.pointer, resolved(id, around.base), schema);
    visitor.accept(schema, place);
    for (Map.Entry<String, JsonNode> member : schema.properties()) {
      Place at = place.below(member.getKey());
      JsonNode value = member.getValue();
      if (SCHEMAS_BY_NAME.contains(member.getKey())) {
        value.properties().forEach(it -> each(it.getValue(), at.below(it.getKey()), visitor));
      } else if (SCHEMAS.contains(member.getKey()) && value.isArray()) {
        for (int i = 0; i < value.size(); i++) {
          each(value.get(i), at.below(String.valueOf(i)), visitor);
        }
      } else if (SCHEMAS.contains(member.getKey())) {
        each(value, at, visitor);
      }
    }
  }

  private void collect(JsonNode schema, Place place) {
    String id = schema.path(idKeyword).textValue();
    if (id != null && id.startsWith("#")) {
      anchors.add(id);
    } else if (id != null && place.base != null) {
      ids.add(place.base);
    }
    for (String name : List.of("$anchor", "$dynamicAnchor")) {
      if (schema.path(name).isTextual()) {
        anchors.add("#" + schema.path(name).textValue());
      }
    }
  }

  private void check(JsonNode schema, Place place) {
    for (String name : REFERENCES) {
      String reference = schema.path(name).textValue();
      if (reference != null) {
        checkReference(reference, name, place);
      }
    }
    String version = schema.path("$schema").textValue();
    if (version != null && !Draft.named(version).equals(Optional.of(draft))) {
      fault(place.below("$schema"), "another version than that of the whole schema");
    }
    String pattern = schema.path("pattern").textValue();
    if (pattern != null) {
      checkPattern(pattern, place.below("pattern"));
    }
    schema
        .path("patternProperties")
        .fieldNames()
        .forEachRemaining(name -> checkPattern(name, place.below("patternProperties").below(name)));
  }

  private void checkReference(String reference, String keyword, Place place) {
    Place at = place.below(keyword);
    if (!reference.startsWith("#") && !isInside(reference, place.base)) {
      fault(at, ELSEWHERE);
    } else if (reference.startsWith("#/") && !hasPart(place.resource, reference)) {
      fault(at, "the schema has nothing at this pointer");
    } else if (reference.matches("(?s)#[^/].*") && !anchors.contains(reference)) {
      fault(at, "the schema has no such anchor");
    }
  }

  /** Whether a fragment is the pointer of a part; also for one that is unreadable here. */
  private static boolean hasPart(JsonNode resource, String reference) {
    try {
      return !resource.at(new URI(reference).getFragment()).isMissingNode();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return true; // the compiler decides
    }
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

  private void checkPattern(String pattern, Place place) {
    try {
      JqRegex.ofScript(pattern);
    } catch (RefusedProgram e) {
      fault(place, String.valueOf(e.getMessage()));
    }
  }

  private void fault(Place place, String detail) {
    isSound = false;
    faults.accept(place.pointer, detail);
  }
}

package drawbridge.workflow.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import drawbridge.workflow.sample.SampleWriter.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes an object: its required members, and with {@code isFull} its other declared ones. */
final class ObjectSample {

  /** Recursive schemas may have optional members at every depth. */
  private static final int NESTING_OF_OPTIONAL = 6;

  private static final int MOST_OPTIONAL = 50;
  private static final int MOST_MEMBERS = 1_000;

  private final SampleWriter writer;
  private final boolean isFull;
  private final List<Part> parts;

  ObjectSample(SampleWriter writer, List<Part> parts, boolean isFull) {
    this.writer = writer;
    this.isFull = isFull;
    this.parts = new ArrayList<>(parts);
  }

  JsonNode at(Place place) {
    ObjectNode object = Json.object();
    for (String name : names(isFull && place.nesting() < NESTING_OF_OPTIONAL)) {
      writer.work(parts.size());
      object.set(name, writer.write(ofMember(name), place.member(name)));
    }
    return object;
  }

  private Set<String> names(boolean withOptional) {
    Set<String> required = new LinkedHashSet<>();
    parts.forEach(part -> part.texts("required").forEach(required::add));
    Set<String> names = new LinkedHashSet<>();
    int most = limit("maxProperties");
    for (Part part : parts) {
      part.names("properties")
          .filter(name -> required.contains(name) || isOptional(part, name, withOptional, names))
          .filter(name -> required.contains(name) || names.size() < most)
          .forEach(names::add);
    }
    names.addAll(required);
    addDependents(names);
    Stream.concat(otherNames(), IntStream.rangeClosed(1, MOST_MEMBERS).mapToObj(i -> "member" + i))
        .filter(name -> !names.contains(name))
        .limit(Math.max(0, least() - names.size()))
        .forEach(names::add);
    if (names.size() > MOST_MEMBERS) {
      throw new SampleWriter.TooLarge();
    }
    return names;
  }

  private static boolean isOptional(
      Part part, String name, boolean withOptional, Set<String> names) {
    return withOptional
        && names.size() < MOST_OPTIONAL
        && !part.with(part.get("properties").path(name)).isFalse();
  }

  private int least() {
    return parts.stream().mapToInt(it -> it.get("minProperties").asInt(0)).max().orElse(0);
  }

  private int limit(String keyword) {
    return parts.stream()
        .mapToInt(it -> it.get(keyword).asInt(MOST_MEMBERS))
        .min()
        .orElse(MOST_MEMBERS);
  }

  /** Adds the members and the schemas that present members require. */
  private void addDependents(Set<String> names) {
    List<String> open = new ArrayList<>(names);
    while (!open.isEmpty()) {
      String name = open.remove(0);
      writer.work(parts.size());
      for (Part part : List.copyOf(parts)) {
        for (String keyword : List.of("dependentRequired", "dependentSchemas", "dependencies")) {
          JsonNode dependent = part.get(keyword).path(name);
          Part schema = part.with(dependent);
          if (dependent.isObject() && !parts.contains(schema)) {
            parts.add(schema);
          }
          Stream<JsonNode> needed =
              dependent.isObject()
                  ? dependent.path("required").valueStream()
                  : dependent.valueStream();
          needed.map(JsonNode::asText).filter(names::add).forEach(open::add);
        }
      }
    }
  }

  /** Returns names of members that are not declared. */
  private Stream<String> otherNames() {
    return Stream.concat(
        parts.stream()
            .flatMap(part -> part.get("propertyNames").path("enum").valueStream())
            .map(JsonNode::asText),
        parts.stream()
            .flatMap(part -> part.names("patternProperties"))
            .flatMap(pattern -> PatternSample.of(pattern, 0).stream()));
  }

  private List<Part> ofMember(String name) {
    List<Part> all = new ArrayList<>();
    boolean isEvaluated = false;
    for (Part part : parts) {
      int before = all.size();
      if (part.get("properties").has(name)) {
        all.add(part.with(part.get("properties").get(name)));
      }
      part.names("patternProperties")
          .filter(pattern -> writer.matches(pattern, name))
          .forEach(pattern -> all.add(part.with(part.get("patternProperties").get(pattern))));
      isEvaluated |= all.size() > before;
      if (all.size() == before && part.has("additionalProperties")) {
        all.add(part.with(part.get("additionalProperties")));
      }
    }
    for (Part part : parts) {
      if (!isEvaluated && part.has("unevaluatedProperties")) {
        all.add(part.with(part.get("unevaluatedProperties")));
      }
    }
    return all;
  }
}

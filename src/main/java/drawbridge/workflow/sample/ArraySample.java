package drawbridge.workflow.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import drawbridge.platform.json.Json;
import drawbridge.workflow.sample.SampleWriter.Place;
import java.util.ArrayList;
import java.util.List;

/** Writes a list: its fewest elements, and with {@code isFull} at least one. */
final class ArraySample {

  private static final int MOST_ELEMENTS = 1_000;
  private static final int NESTING_OF_OPTIONAL = 6;

  private final SampleWriter writer;
  private final List<Part> parts;
  private final boolean isFull;

  ArraySample(SampleWriter writer, List<Part> parts, boolean isFull) {
    this.writer = writer;
    this.parts = parts;
    this.isFull = isFull;
  }

  JsonNode at(Place place) {
    boolean isUnique = parts.stream().anyMatch(part -> part.get("uniqueItems").asBoolean());
    ArrayNode array = Json.NODES.arrayNode();
    int count = count(isFull && place.nesting() < NESTING_OF_OPTIONAL);
    if (count > MOST_ELEMENTS) {
      throw new SampleWriter.TooLarge();
    }
    for (int i = 0; i < count; i++) {
      writer.work(parts.size());
      array.add(writer.write(ofElement(i), place.element(i, isUnique)));
    }
    return array;
  }

  private int count(boolean isLong) {
    int least = isLong ? 1 : 0;
    int most = Integer.MAX_VALUE;
    for (Part part : parts) {
      least = Math.max(least, part.get("minItems").asInt(0));
      least = Math.max(least, part.has("contains") ? contained(part) : 0);
      least = Math.max(least, isLong ? heads(part).size() : 0);
      most = Math.min(most, part.get("maxItems").asInt(most));
    }
    return Math.min(least, most);
  }

  private static int contained(Part part) {
    return part.get("minContains").asInt(1);
  }

  /** Returns the schemas of the first elements. */
  private static JsonNode heads(Part part) {
    return part.get("items").isArray() ? part.get("items") : part.get("prefixItems");
  }

  private List<Part> ofElement(int index) {
    List<Part> all = new ArrayList<>();
    for (Part part : parts) {
      JsonNode heads = heads(part);
      String rest = part.get("items").isArray() ? "additionalItems" : "items";
      if (index < heads.size()) {
        all.add(part.with(heads.get(index)));
      } else if (part.has(rest)) {
        all.add(part.with(part.get(rest)));
      } else if (part.has("unevaluatedItems")) {
        all.add(part.with(part.get("unevaluatedItems")));
      }
      if (part.has("contains") && index < contained(part)) {
        all.add(part.with(part.get("contains")));
      }
    }
    return all;
  }
}

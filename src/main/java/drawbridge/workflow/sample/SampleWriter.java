package drawbridge.workflow.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import drawbridge.expression.jq.regex.JqRegex;
import drawbridge.expression.jq.value.RefusedProgram;
import drawbridge.platform.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes values by the choices at their places. A place is the pointer of a value; its choices are
 * the values that the schemas name, and those that their types allow. All values together take at
 * most {@value #MOST_STEPS} steps.
 */
final class SampleWriter {

  private static final int MOST_CHOICES = 64;
  private static final int MOST_STEPS = 3_000_000;
  private static final int MOST_NESTING = 30;

  private final Map<String, Integer> choices;
  private final Map<String, Written> written = new LinkedHashMap<>();
  private final Map<String, Optional<JqRegex>> patterns = new HashMap<>();
  private int steps;

  SampleWriter(Map<String, Integer> choices) {
    this.choices = choices;
  }

  /** The samples would exceed the bound. */
  static final class TooLarge extends RuntimeException {
    TooLarge() {
      super("the sample is too large", null, false, false);
    }
  }

  /** One of the values that a place may have. Elements that must differ take different scalars. */
  private record Choice(boolean isScalar, Function<Place, JsonNode> value) {

    static Choice of(JsonNode value) {
      return new Choice(true, place -> value);
    }
  }

  /**
   * Where a value is written.
   *
   * @param index the index in the innermost list whose elements must differ; 0 elsewhere
   */
  record Place(String pointer, int nesting, int index) {

    Place member(String name) {
      String escaped = name.replace("~", "~0").replace("/", "~1");
      return new Place(pointer + "/" + escaped, nesting + 1, index);
    }

    Place element(int at, boolean isUnique) {
      return new Place(pointer + "/" + at, nesting + 1, isUnique ? at : index);
    }
  }

  /** A place in the order of writing, and how many choices it has. */
  private record Written(int order, int choices) {}

  /** Writes a value from its first place on. */
  JsonNode write(List<Part> parts) {
    written.clear();
    return write(parts, new Place("", 0, 0));
  }

  /**
   * Returns the place whose next choice changes the value of a place: itself, or else the last one
   * inside it; empty when all choices were taken.
   */
  Optional<String> next(String pointer) {
    if (hasNext(pointer)) {
      return Optional.of(pointer);
    }
    return written.keySet().stream()
        .filter(it -> it.startsWith(pointer + "/") && hasNext(it))
        .reduce((first, second) -> second);
  }

  private boolean hasNext(String pointer) {
    Written place = written.get(pointer);
    return place != null && choices.getOrDefault(pointer, 0) + 1 < place.choices;
  }

  /** Whether a place was written after another one; a value is written before its members. */
  boolean isAfter(String pointer, String earlier) {
    Written first = written.get(earlier);
    Written second = written.get(pointer);
    return first != null && second != null && first.order < second.order;
  }

  /** Writes the chosen value of a place; null where the schemas allow no value. */
  JsonNode write(List<Part> parts, Place place) {
    work(1);
    List<Choice> all = place.nesting > MOST_NESTING ? List.of() : choices(parts);
    written.put(place.pointer, new Written(written.size(), all.size()));
    if (all.isEmpty()) {
      return NullNode.instance;
    }
    int chosen = choices.getOrDefault(place.pointer, 0);
    if (all.get(chosen % all.size()).isScalar) {
      chosen += place.index;
    }
    return all.get(chosen % all.size()).value.apply(place);
  }

  void work(long amount) {
    steps += (int) Math.min(amount, MOST_STEPS);
    if (steps > MOST_STEPS) {
      throw new TooLarge();
    }
  }

  /** Whether a regular expression of a schema matches a part of a text. */
  boolean matches(String pattern, String text) {
    Optional<JqRegex> regex = patterns.computeIfAbsent(pattern, SampleWriter::compiled);
    regex.ifPresent(it -> work((long) it.price() * text.length() / 8));
    return regex.filter(it -> it.find(text)).isPresent();
  }

  private static Optional<JqRegex> compiled(String pattern) {
    try {
      return Optional.of(JqRegex.ofScript(pattern));
    } catch (RefusedProgram e) {
      return Optional.empty(); // outside of the schemas that were checked
    }
  }

  /** Returns the choices of all alternatives: the first of each, then the second of each. */
  private List<Choice> choices(List<Part> parts) {
    List<List<Choice>> alternatives =
        new Alternatives(this).of(parts).stream().map(this::choicesOf).toList();
    int most = alternatives.stream().mapToInt(List::size).max().orElse(0);
    return IntStream.range(0, most)
        .boxed()
        .flatMap(
            round ->
                alternatives.stream()
                    .filter(each -> round < each.size())
                    .map(each -> each.get(round)))
        .limit(MOST_CHOICES)
        .toList();
  }

  private List<Choice> choicesOf(List<Part> parts) {
    List<Choice> all = new ArrayList<>();
    for (String keyword : List.of("const", "examples", "default", "enum")) {
      named(parts, keyword).forEach(value -> all.add(new Choice(true, place -> charged(value))));
    }
    boolean isClosed = parts.stream().anyMatch(it -> it.has("const") || it.get("enum").isArray());
    if (!isClosed) {
      for (String type : new Types(parts).inOrder()) {
        all.addAll(ofType(type, parts));
      }
    }
    return all;
  }

  private JsonNode charged(JsonNode value) {
    work(Json.write(value).length());
    return value;
  }

  private static Stream<JsonNode> named(List<Part> parts, String keyword) {
    boolean isList = keyword.equals("examples") || keyword.equals("enum");
    return parts.stream()
        .filter(part -> part.has(keyword))
        .map(part -> part.get(keyword))
        .flatMap(value -> isList ? value.valueStream() : Stream.of(value))
        .limit(MOST_CHOICES);
  }

  private List<Choice> ofType(String type, List<Part> parts) {
    return switch (type) {
      case "object" ->
          List.of(
              new Choice(false, place -> new ObjectSample(this, parts, true).at(place)),
              new Choice(false, place -> new ObjectSample(this, parts, false).at(place)));
      case "array" ->
          List.of(
              new Choice(false, place -> new ArraySample(this, parts, true).at(place)),
              new Choice(false, place -> new ArraySample(this, parts, false).at(place)));
      case "string" -> scalars(new TextSample(this, parts).values());
      case "integer" -> scalars(new NumberSample(parts, true).values());
      case "number" -> scalars(new NumberSample(parts, false).values());
      case "boolean" -> scalars(List.of(BooleanNode.TRUE, BooleanNode.FALSE));
      default -> scalars(List.of(NullNode.instance));
    };
  }

  private static List<Choice> scalars(List<? extends JsonNode> values) {
    return values.stream().map(Choice::of).toList();
  }
}

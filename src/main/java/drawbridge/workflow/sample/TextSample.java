package drawbridge.workflow.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts for the patterns, the formats and the lengths of schemas. */
final class TextSample {

  private static final int MOST = 12;
  private static final int LONGEST = 10_000;
  private static final String WORD = "text";

  /** Formats of JSON Schema, with a value that can be counted up by its {@code %d}. */
  private static final Map<String, String> FORMATS =
      Map.ofEntries(
          Map.entry("date-time", "2026-01-0%dT09:00:00Z"),
          Map.entry("date", "2026-01-0%d"),
          Map.entry("time", "09:0%d:00Z"),
          Map.entry("duration", "PT%dH"),
          Map.entry("email", "ada%d@example.org"),
          Map.entry("idn-email", "ada%d@example.org"),
          Map.entry("hostname", "host%d.example.org"),
          Map.entry("idn-hostname", "host%d.example.org"),
          Map.entry("ipv4", "192.0.2.%d"),
          Map.entry("ipv6", "2001:db8::%d"),
          Map.entry("uri", "https://example.org/%d"),
          Map.entry("iri", "https://example.org/%d"),
          Map.entry("uri-reference", "/%d"),
          Map.entry("iri-reference", "/%d"),
          Map.entry("uri-template", "/items/{id%d}"),
          Map.entry("uuid", "0193a0f0-1100-7000-8000-00000000000%d"),
          Map.entry("json-pointer", "/%d"),
          Map.entry("relative-json-pointer", "%d"),
          Map.entry("regex", "^[a-z]{%d}$"));

  private final SampleWriter writer;
  private final List<Part> parts;
  private final List<String> patterns;
  private final int least;
  private final int most;

  TextSample(SampleWriter writer, List<Part> parts) {
    this.writer = writer;
    this.parts = parts;
    patterns = keywords("pattern");
    least = parts.stream().mapToInt(it -> it.get("minLength").asInt(0)).max().orElse(0);
    most = parts.stream().mapToInt(it -> it.get("maxLength").asInt(LONGEST)).min().orElse(LONGEST);
  }

  /** Returns texts; those that fit patterns and lengths come first. */
  List<TextNode> values() {
    if (least > LONGEST) {
      throw new SampleWriter.TooLarge();
    }
    Set<String> all = new LinkedHashSet<>();
    Stream<String> raw = Stream.of(ofPatterns(), ofFormats(), words()).flatMap(it -> it);
    raw.map(this::sized).forEach(all::add);
    List<String> fitting = all.stream().filter(this::fits).limit(MOST).toList();
    return (fitting.isEmpty() ? all.stream().limit(MOST) : fitting.stream())
        .map(TextNode::valueOf)
        .toList();
  }

  private Stream<String> ofPatterns() {
    return patterns.stream()
        .flatMap(
            pattern ->
                IntStream.range(0, 2 * MOST)
                    .map(i -> i < MOST ? i : least + i - MOST)
                    .mapToObj(extra -> PatternSample.of(pattern, extra))
                    .flatMap(it -> it.stream()));
  }

  private Stream<String> ofFormats() {
    return keywords("format").stream()
        .map(FORMATS::get)
        .filter(Objects::nonNull)
        .flatMap(format -> IntStream.rangeClosed(1, 9).mapToObj(format::formatted));
  }

  private static Stream<String> words() {
    return IntStream.rangeClosed(1, MOST).mapToObj(i -> i == 1 ? WORD : WORD + i);
  }

  /** Repeats or cuts a text, so that its length fits. */
  private String sized(String text) {
    writer.work(1 + least / 8);
    int length = text.codePointCount(0, text.length());
    if (length > most) { // the ends of other words differ
      return text.equals(WORD)
          ? text.substring(0, most)
          : text.substring(text.offsetByCodePoints(0, length - most));
    }
    return length >= least ? text : text + WORD.repeat(least).substring(0, least - length);
  }

  private boolean fits(String text) {
    writer.work(patterns.size());
    return patterns.stream().allMatch(pattern -> writer.matches(pattern, text));
  }

  private List<String> keywords(String keyword) {
    return parts.stream()
        .map(part -> part.get(keyword))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .distinct()
        .toList();
  }
}

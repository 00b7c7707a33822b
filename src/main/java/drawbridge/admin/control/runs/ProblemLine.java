package drawbridge.admin.control.runs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.UnreadableJson;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reason of a failed run in a list (X18).
 *
 * @param type of the error, a URI
 * @param task name of the failed task
 * @param body beginning of the answer's body; JSON as text
 */
public record ProblemLine(
    @Nullable String type,
    @Nullable Integer status,
    @Nullable String title,
    @Nullable String detail,
    @Nullable String task,
    @Nullable String body) {

  /** Characters of a stored problem that have all members of a line, but for the detail's end. */
  static final int BEGINNING = 20_000;

  private static final String DETAIL = "detail";

  /** The longest escape of a character: a backslash, u and four digits. */
  private static final int ESCAPE = 6;

  /** Reads one value and leaves what follows it. */
  private static final ObjectReader MEMBER =
      Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * Reads the members that the beginning of a problem has as a whole, and the beginning of its
   * detail. Of a damaged problem the detail says so.
   */
  static ProblemLine of(String beginning) {
    ObjectNode members = Json.object();
    String name = "";
    int from = 0;
    try (JsonParser parser = Json.MAPPER.createParser(beginning)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        name = parser.currentName();
        from = (int) parser.currentTokenLocation().getCharOffset();
        parser.nextToken();
        members.set(name, MEMBER.readTree(parser));
      }
    } catch (IOException e) { // the text ends inside a member, or is damaged
      if (name.equals(DETAIL) && !members.has(DETAIL)) {
        members.put(DETAIL, beginningOf(beginning.substring(from)) + "…");
      } else if (beginning.length() < BEGINNING) {
        members.put(DETAIL, "The stored problem cannot be read.");
      }
    }
    return of(members);
  }

  /** Returns the text of a member whose string ends too early, maybe within an escape. */
  private static String beginningOf(String member) {
    String opened = member.substring(member.indexOf('"', member.indexOf(':')) + 1);
    return IntStream.rangeClosed(0, Math.min(ESCAPE, opened.length()))
        .mapToObj(less -> read(opened.substring(0, opened.length() - less)))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("");
  }

  private static Optional<String> read(String quoted) {
    try {
      return Optional.of(Json.read('"' + quoted + '"').textValue());
    } catch (UnreadableJson e) {
      return Optional.empty();
    }
  }

  private static ProblemLine of(JsonNode members) {
    JsonNode status = members.path("status");
    return new ProblemLine(
        text(members.path("type")),
        status.isInt() ? Integer.valueOf(status.intValue()) : null,
        text(members.path("title")),
        text(members.path("detail")),
        text(members.path("task").path("name")),
        text(members.path("body")));
  }

  private static @Nullable String text(JsonNode member) {
    if (member.isMissingNode() || member.isNull()) {
      return null;
    }
    return member.isTextual() ? member.textValue() : Json.write(member);
  }

  /** Returns the reason in one line. */
  public String reason() {
    return Stream.of(task, title, detail, body)
        .filter(part -> part != null && !part.isBlank())
        .collect(Collectors.joining(" · "));
  }
}

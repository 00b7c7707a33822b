package drawbridge.admin.control.runs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Json;
import java.io.IOException;
import java.util.stream.Collectors;
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

  /** Characters of a stored problem that have all members of a line. */
  static final int BEGINNING = 20_000;

  /** Reads one value and leaves what follows it. */
  private static final ObjectReader MEMBER =
      Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Reads the members that the beginning of a problem has as a whole. */
  static ProblemLine of(String beginning) {
    ObjectNode members = Json.object();
    try (JsonParser parser = Json.MAPPER.createParser(beginning)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        JsonNode value = MEMBER.readTree(parser);
        members.set(name, value);
      }
    } catch (IOException e) {
      return of(members); // the text ends inside a member, such as a body of an old run
    }
    return of(members);
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

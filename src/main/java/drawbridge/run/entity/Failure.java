package drawbridge.run.entity;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import drawbridge.platform.Ids;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What failed runs of a workflow have in common: the task and the error. The texts contain an
 * asterisk for each number, id, time, URL path and address, which differ from run to run.
 *
 * @param task name of the task; null when the failure belongs to no task
 * @param path names of the tasks around the task, and the task's own, without positions and
 *     iterations
 */
public record Failure(
    @Nullable String task,
    String path,
    @Nullable String type,
    @Nullable Integer status,
    @Nullable String title,
    @Nullable String detail) {

  /** The failures of a workflow that has too many different ones. */
  static final Failure OTHERS = new Failure(null, "*", null, null, "Other failures", null);

  private static final int LONGEST_TASK = 255;
  private static final int LONGEST_TYPE = 300;
  private static final int LONGEST_TEXT = 200;

  /** Characters of a text that are examined. */
  private static final int READ = 2_000;

  /** Letters of a word that is taken for a token. */
  private static final int TOKEN = 32;

  /** The general categories of numbers (Unicode: N). */
  private static final int NUMBERS =
      1 << Character.DECIMAL_DIGIT_NUMBER
          | 1 << Character.LETTER_NUMBER
          | 1 << Character.OTHER_NUMBER;

  private static final Pattern URL =
      Pattern.compile("(?i)\\b(https?://[^\\s/?#\"'<>)\\]]++)[^\\s\"'<>)\\]]*+");
  private static final Pattern ADDRESS =
      Pattern.compile("(?<![^\\s\"'<>(=:,;])[^\\s\"'<>(=:,;@]++@[^\\s\"'<>),;]++");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_-]++");
  private static final Pattern PARTS = Pattern.compile("\\*(?:[.:,+/%_-]?\\*)++");
  private static final Pattern SPACE = Pattern.compile("\\s++");
  private static final Pattern POSITION = Pattern.compile("/\\d++(?=/)");

  /** Reads a problem document (RFC 9457); of a damaged one, the members before the damage. */
  static Failure of(String problem) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = Json.MAPPER.createParser(problem)) {
      parser.nextToken();
      read(parser, "", members);
    } catch (IOException e) {
      // the run has ended with this problem: what could be read identifies it
    }
    String place = members.getOrDefault("task/pointer", "");
    boolean isOfTask = !place.isEmpty();
    String path = place + ' ' + members.getOrDefault("task/calledBy", "");
    return new Failure(
        isOfTask ? cut(members.get("task/name"), LONGEST_TASK) : null,
        POSITION.matcher(path).replaceAll(""),
        cut(members.get("type"), LONGEST_TYPE),
        number(members.get("status")),
        pattern(members.get("title")),
        pattern(members.get("detail")));
  }

  /** Reads the scalar members of an object, and of its member {@code task}. */
  private static void read(JsonParser parser, String prefix, Map<String, String> members)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = prefix + parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT && name.equals("task")) {
        read(parser, "task/", members);
      } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
        members.put(name, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
  }

  private static @Nullable Integer number(@Nullable String status) {
    return status != null && status.matches("\\d{1,9}") ? Integer.valueOf(status) : null;
  }

  private static @Nullable String cut(@Nullable String text, int longest) {
    if (text == null || text.length() <= longest) {
      return text;
    }
    boolean isPair = Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, isPair ? longest - 1 : longest);
  }

  /** Returns a text without the values of a single run. */
  static @Nullable String pattern(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String left = Objects.requireNonNull(cut(text, READ)).replace('\0', ' ');
    left = left.contains("://") ? URL.matcher(left).replaceAll("$1/*") : left;
    left = left.indexOf('@') < 0 ? left : ADDRESS.matcher(left).replaceAll("*");
    left = WORD.matcher(left).replaceAll(word -> isValue(word.group()) ? "*" : word.group());
    left = PARTS.matcher(left).replaceAll("*");
    return cut(SPACE.matcher(left).replaceAll(" ").strip(), LONGEST_TEXT);
  }

  private static boolean isValue(String word) {
    return word.length() >= TOKEN || word.codePoints().anyMatch(Failure::isNumber);
  }

  private static boolean isNumber(int character) {
    return (NUMBERS >> Character.getType(character) & 1) == 1;
  }

  /** Returns the id of the issue of this failure in a workflow: the same on every node. */
  String issue(String workspaceId, String workflowId) {
    return Ids.derived(
        String.join(
            "\0",
            workspaceId,
            workflowId,
            path,
            Objects.requireNonNullElse(task, ""),
            Objects.requireNonNullElse(type, ""),
            String.valueOf(status),
            Objects.requireNonNullElse(title, ""),
            Objects.requireNonNullElse(detail, "")));
  }
}

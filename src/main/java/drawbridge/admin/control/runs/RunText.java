package drawbridge.admin.control.runs;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A JPQL predicate for a run {@code r} with a text in its uid or its data. A text with quotes or
 * backslashes is also searched in its escaped form.
 *
 * @param predicate true for matching runs
 * @param parameters parameters of the predicate, by name
 */
record RunText(String predicate, Map<String, Object> parameters) {

  static RunText of(String text) {
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(text));
    boolean isEscaped = !quoted.equals(text);
    Map<String, Object> parameters = new LinkedHashMap<>(Map.of("text", contains(text)));
    if (isEscaped) {
      parameters.put("quoted", contains(quoted));
    }
    return new RunText(
        "(r.uid like :text escape '!' or r.runtime like :text escape '!'"
            + " or r.stateValues like :text escape '!'"
            + (isEscaped
                ? " or r.runtime like :quoted escape '!' or r.stateValues like :quoted escape '!'"
                : "")
            + ")",
        parameters);
  }

  private static String contains(String text) {
    return "%" + text.replaceAll("([!%_])", "!$1") + "%";
  }
}

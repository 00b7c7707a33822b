package drawbridge.admin.control.runs;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A text that a run {@code r} has in its uid or its data, in the store's words (JPQL). A text with
 * quotes or backslashes is looked for as it stands in a JSON string, too.
 *
 * @param predicate true for runs that have it
 * @param parameters the values of the predicate, by name
 */
record RunText(String predicate, Map<String, Object> parameters) {

  static RunText of(String text) {
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(text));
    boolean isOtherInStrings = !quoted.equals(text);
    Map<String, Object> parameters = new LinkedHashMap<>(Map.of("text", contains(text)));
    if (isOtherInStrings) {
      parameters.put("quoted", contains(quoted));
    }
    return new RunText(
        "(r.uid like :text escape '!' or r.runtime like :text escape '!'"
            + " or r.stateValues like :text escape '!'"
            + (isOtherInStrings
                ? " or r.runtime like :quoted escape '!' or r.stateValues like :quoted escape '!'"
                : "")
            + ")",
        parameters);
  }

  private static String contains(String text) {
    return "%" + text.replaceAll("([!%_])", "!$1") + "%";
  }
}

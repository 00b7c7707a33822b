package drawbridge.expression.jq.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.Texts;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells where a text is no JSON: in jq's words, where jq and Jackson find the same fault. */
final class JsonFault {

  /** A text or a bare word. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"?|[^\\s\\[\\]{}:,\"]++", Pattern.DOTALL);

  private static final Pattern VALUE =
      Pattern.compile("\".*|true|false|null|(?i:-?nan)|" + Conversions.NUMBER, Pattern.DOTALL);

  private JsonFault() {}

  /** Returns the error about a text that cannot be read; its reason holds no data. */
  static JqError of(String text, JsonProcessingException fault, Budget budget) {
    budget.work(text.length());
    budget.buildText(text.length());
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      if (!VALUE.matcher(token.group()).matches()) {
        return of(wrong(token.group()), text, token.end());
      }
    }
    int at =
        (int) Math.max(0, fault.getLocation() == null ? 0 : fault.getLocation().getCharOffset());
    return of("Invalid JSON", text, Math.min(at, text.length()));
  }

  private static String wrong(String token) {
    return token.startsWith("'")
        ? "Invalid string literal; expected \", but got '"
        : "Invalid numeric literal";
  }

  /** Returns the error found at the character after a token, or at the end of the text. */
  private static JqError of(String what, String text, int end) {
    boolean isEnd = end == text.length();
    int read = isEnd ? end : end + 1;
    int begin = text.lastIndexOf('\n', read - 1) + 1;
    long line = 1 + text.substring(0, read).chars().filter(c -> c == '\n').count();
    String place = " at line " + line + ", column " + Texts.utf8Length(text, begin, read);
    return JqError.of(
        what + (isEnd ? " at EOF" : "") + place + " (while parsing '" + text + "')",
        "the text is not JSON" + place);
  }
}

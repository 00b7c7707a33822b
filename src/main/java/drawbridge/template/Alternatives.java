package drawbridge.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes {@code a||b} as {@code default a b}, which Handlebars' grammar can read (H4). */
final class Alternatives {

  private static final String WORD =
      "(?:\"[^\"\\n]*\"|'[^'\\n]*'|\\([^()]*\\)|(?:\\[[^\\]]*\\]|[^\\s|(){}\"'\\[\\]=])++)";
  private static final Pattern TAG =
      Pattern.compile(
          "\\{\\{!--.*?--}}|\\{\\{!.*?}}|\\{\\{(?:\"[^\"\\n]*\"|'[^'\\n]*'|\\[[^\\]]*\\]|(?!}}).)*+}}",
          Pattern.DOTALL);
  private static final Pattern CHAIN =
      Pattern.compile("(" + WORD + ")((?:\\s*\\|\\|\\s*" + WORD + ")++)");
  private static final Pattern WHOLE =
      Pattern.compile("\\{\\{\\{?&?\\s*(" + WORD + "(?:\\s*\\|\\|\\s*" + WORD + ")++)\\s*}?}}");
  private static final Pattern BARS =
      Pattern.compile("(\"[^\"\\n]*\"|'[^'\\n]*'|\\[[^\\]]*\\])|\\s*\\|\\|\\s*");

  private Alternatives() {}

  static String written(String template) {
    if (!template.contains("||")) {
      return template;
    }
    return TAG.matcher(template).replaceAll(tag -> Matcher.quoteReplacement(inTag(tag.group())));
  }

  private static String inTag(String tag) {
    if (!tag.contains("||") || tag.startsWith("{{!")) {
      return tag;
    }
    Matcher whole = WHOLE.matcher(tag);
    if (whole.matches()) {
      return tag.substring(0, whole.start(1))
          + "default "
          + spaced(whole.group(1))
          + tag.substring(whole.end(1));
    }
    return CHAIN
        .matcher(tag)
        .replaceAll(c -> Matcher.quoteReplacement("(default " + spaced(c.group()) + ")"));
  }

  /** Bars inside quotes and brackets stay. */
  private static String spaced(String chain) {
    return BARS.matcher(chain)
        .replaceAll(m -> m.group(1) == null ? " " : Matcher.quoteReplacement(m.group(1)));
  }
}

package drawbridge.expression.template;

import java.util.regex.Pattern;

/**
 * Finds the members {@code .} and {@code ..} of a path, which servers and proxies resolve (RFC 3986
 * §5.2.4). To encode a dot does not help: they decode it first.
 */
final class DotSegments {

  /** After the authority, or at the start of a path. */
  private static final Pattern SEGMENT =
      Pattern.compile("[/\\\\](\\.|%2e){1,2}([/\\\\;]|$)", Pattern.CASE_INSENSITIVE);

  private static final Pattern TAG = Pattern.compile("\\{\\{\\{?[^}]*}}}?|\\{[^{}]*}");

  private DotSegments() {}

  /** Returns whether the path of a URL has such a member. */
  static boolean areIn(String url) {
    return SEGMENT.matcher(pathOf(url)).find();
  }

  /** Returns whether the literal parts of a template have such a member. */
  static boolean areWritten(String template) {
    return areIn(TAG.matcher(template).replaceAll("x"));
  }

  private static String pathOf(String url) {
    int end = url.length();
    for (char mark : new char[] {'?', '#'}) {
      int at = url.indexOf(mark);
      end = at < 0 ? end : Math.min(end, at);
    }
    return url.substring(0, end);
  }
}

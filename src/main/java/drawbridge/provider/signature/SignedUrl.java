package drawbridge.provider.signature;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL as its sender signs it.
 *
 * @param url without its query
 * @param query with its question mark; empty for none
 */
record SignedUrl(String url, String query) {

  private static final Pattern ORIGIN = Pattern.compile("(https?)://(\\[[^]]*]|[^/:]*)(:[0-9]+)?");
  private static final Pattern CODE = Pattern.compile("%([0-7][0-9A-Fa-f])");

  /**
   * Returns the forms in which a sender may sign the URL; at least one.
   *
   * @param decoded the characters whose percent-encoding the sender decodes; null for none
   * @param port {@code optional} when the sender may add the default port or leave out the port
   */
  static List<SignedUrl> forms(
      String url, String query, @Nullable String decoded, @Nullable String port) {
    Set<String> urls = new LinkedHashSet<>(List.of(url));
    Matcher origin = ORIGIN.matcher(url);
    if (port != null && origin.lookingAt()) {
      String host = origin.group(1) + "://" + origin.group(2);
      String rest = url.substring(origin.end());
      urls.add(host + rest);
      if (origin.group(3) == null) {
        urls.add(host + (origin.group(1).equals("https") ? ":443" : ":80") + rest);
      }
    }
    return urls.stream()
        .map(form -> new SignedUrl(decode(form, decoded), decode(query, decoded)))
        .toList();
  }

  private static String decode(String text, @Nullable String decoded) {
    return decoded == null
        ? text
        : CODE.matcher(text)
            .replaceAll(
                code -> {
                  String character = String.valueOf((char) Integer.parseInt(code.group(1), 16));
                  return Matcher.quoteReplacement(
                      decoded.contains(character) ? character : code.group());
                });
  }
}

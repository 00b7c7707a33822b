package drawbridge.inbound.reply;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides which headers a reply may set. The list allows what providers read. It leaves out what
 * changes the connection, cookies, redirects, caches, or the rules of browsers and proxies.
 */
final class ReplyHeaderName {

  /** Completes the message about any other name. */
  static final String EXPECTED =
      "is not allowed; allowed are X-… (but none that proxies or browsers obey), Ce-…,"
          + " Content-Language, Retry-After, Smartsheet-Hook-Response, WebHook-Allowed-Origin and"
          + " WebHook-Allowed-Rate";

  private static final int LONGEST = 100;

  private static final Set<String> ALLOWED =
      Set.of(
          "content-language",
          "retry-after",
          // https://developers.smartsheet.com/api/smartsheet/guides/webhooks
          "smartsheet-hook-response",
          // https://github.com/cloudevents/spec/blob/v1.0/http-webhook.md
          "webhook-allowed-origin",
          "webhook-allowed-rate");

  /** CloudEvents in binary mode: a broker takes the reply as the next event. */
  private static final Pattern FREE = Pattern.compile("(x|ce)-[a-z0-9][a-z0-9_-]*");

  /** Proxies and browsers obey these. */
  private static final Pattern OBEYED =
      Pattern.compile(
          "x-(accel|sendfile|lighttpd|litespeed|reproxy|forwarded|original|real|rewrite|proxy"
              + "|http-method|method-override|content|frame|xss|webkit|dns|permitted|ua|sourcemap"
              + "|download|robots|cache|varnish|envoy|amzn|drawbridge)(-.*|_.*)?");

  private ReplyHeaderName() {}

  static boolean isAllowed(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return name.length() <= LONGEST
        && (ALLOWED.contains(lower)
            || (FREE.matcher(lower).matches() && !OBEYED.matcher(lower).matches()));
  }
}

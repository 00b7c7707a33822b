package drawbridge.inbound.trigger.control;

import drawbridge.platform.BadSettings;
import drawbridge.platform.setting.Settings;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The base URL at which senders reach this server: the setting {@value #SETTING}, or the URL of the
 * request. Behind a proxy the two differ, and some signature schemes sign the URL.
 *
 * @param base {@code https://hooks.example.org}, optionally with a path, without a trailing slash;
 *     empty when not set
 */
public record PublicUrl(Optional<String> base) {

  static final String SETTING = "drawbridge.inbound.public-url";

  /**
   * Reads the setting.
   *
   * @throws BadSettings when it is not a valid base URL
   */
  public static PublicUrl of(Settings settings) {
    Optional<String> text = settings.text(SETTING);
    if (text.isPresent() && !isBaseUrl(text.get())) {
      throw new BadSettings(
          List.of(
              "setting "
                  + SETTING
                  + " must be an http or https URL without query, fragment and trailing slash"));
    }
    return new PublicUrl(text);
  }

  /**
   * Returns a trigger's URL.
   *
   * @param fallback the base URL of the current request
   */
  public String of(String fallback, String workspace, String id) {
    return base.orElse(fallback) + "/api/inbound/" + workspace + "/triggers/" + id;
  }

  /**
   * Returns a trigger's URL.
   *
   * @param request any URL of a request to this server
   */
  public String of(URI request, String workspace, String id) {
    return of(request.resolve("/").toString().replaceFirst("/$", ""), workspace, id);
  }

  private static boolean isBaseUrl(String text) {
    try {
      URI uri = URI.create(text);
      boolean isHttp = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return isHttp
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null
          && !text.endsWith("/");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

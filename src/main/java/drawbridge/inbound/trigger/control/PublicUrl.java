package drawbridge.inbound.trigger.control;

import drawbridge.platform.BadSettings;
import drawbridge.platform.Settings;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where senders reach this server: the setting {@value #SETTING}, or the address that a request
 * came to. Behind a proxy the two differ, and there are schemes that sign the address.
 *
 * @param base {@code https://hooks.example.org} or with a path behind it, without a slash at its
 *     end; empty where it is not set
 */
public record PublicUrl(Optional<String> base) {

  static final String SETTING = "drawbridge.inbound.public-url";

  /**
   * Reads it.
   *
   * @throws BadSettings when it is set and no such address
   */
  public static PublicUrl of(Settings settings) {
    Optional<String> text = settings.text(SETTING);
    if (text.isPresent() && !isAddress(text.get())) {
      throw new BadSettings(
          List.of(
              "setting "
                  + SETTING
                  + " must be an http or https address without query, fragment and slash at its"
                  + " end"));
    }
    return new PublicUrl(text);
  }

  /**
   * A trigger's address.
   *
   * @param seen the server's address as the request at hand came to it
   */
  public String of(String seen, String workspace, String id) {
    return base.orElse(seen) + "/api/inbound/" + workspace + "/triggers/" + id;
  }

  /**
   * A trigger's address.
   *
   * @param request any address at which a request came to this server
   */
  public String of(URI request, String workspace, String id) {
    return of(request.resolve("/").toString().replaceFirst("/$", ""), workspace, id);
  }

  private static boolean isAddress(String text) {
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

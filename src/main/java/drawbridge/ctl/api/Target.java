package drawbridge.ctl.api;

import drawbridge.ctl.terminal.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command works.
 *
 * @param base address of the server without a slash at its end
 * @param workspace name of the workspace
 * @param credentials of the operator
 */
public record Target(URI base, String workspace, Optional<Credentials> credentials) {

  /** The variable that holds the address. */
  public static final String URL = "DRAWBRIDGE_URL";

  /** The variable that holds the workspace. */
  public static final String WORKSPACE = "DRAWBRIDGE_WORKSPACE";

  /**
   * Reads the options, else the environment, else takes the defaults.
   *
   * @throws Failure when a value is invalid
   */
  public static Target of(
      Optional<String> url, Optional<String> workspace, Map<String, String> environment) {
    String address = url.or(() -> set(environment, URL)).orElse("http://localhost:8080").strip();
    return new Target(
        base(address),
        workspace.or(() -> set(environment, WORKSPACE)).orElse("default"),
        Credentials.of(environment));
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static URI base(String address) {
    URI uri;
    try {
      uri = new URI(address.replaceFirst("/+$", ""));
    } catch (URISyntaxException e) {
      throw Failure.of("the address is no URL: set " + URL + ", for example https://hooks.example");
    }
    if (uri.getRawUserInfo() != null || address.contains("@")) {
      throw Failure.of("the address must not contain credentials: " + Credentials.HINT);
    }
    boolean isHttp =
        uri.getScheme() != null && uri.getScheme().toLowerCase(Locale.ROOT).matches("https?");
    if (!isHttp
        || uri.getHost() == null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw Failure.of(
          "the address must be http:// or https:// with a host, without a query: set " + URL);
    }
    return uri;
  }

  /** Returns whether the connection is encrypted. */
  public boolean isTls() {
    return "https".equalsIgnoreCase(base.getScheme());
  }

  /** Returns whether others than this machine may read what the connection carries. */
  public boolean isExposed() {
    String host = base.getHost().toLowerCase(Locale.ROOT);
    return !isTls()
        && !host.equals("localhost")
        && !host.matches("127(\\.\\d{1,3}){3}")
        && !host.equals("[::1]");
  }
}

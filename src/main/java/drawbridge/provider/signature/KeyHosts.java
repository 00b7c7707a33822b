package drawbridge.provider.signature;

import drawbridge.provider.remote.UrlPattern;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * The hosts from which schemes that workspaces define may fetch keys: {@code login.example.org} or
 * {@code *.example.org}, separated by commas. Only an administrator of the server sets them.
 */
public record KeyHosts(List<UrlPattern> patterns) {

  /** No host. */
  public static final KeyHosts NONE = new KeyHosts(List.of());

  public KeyHosts {
    patterns = List.copyOf(patterns);
  }

  /**
   * Parses a list of hosts.
   *
   * @throws IllegalArgumentException when a host is malformed
   */
  public static KeyHosts parse(String text) {
    return new KeyHosts(
        Arrays.stream(text.split(",", -1))
            .map(host -> "https://" + host.strip() + "/")
            .map(
                host ->
                    UrlPattern.parse(host)
                        .orElseThrow(() -> new IllegalArgumentException("not a host")))
            .toList());
  }

  boolean permits(String url) {
    try {
      String host = URI.create(url).getHost();
      return host != null && patterns.stream().anyMatch(pattern -> pattern.isHost(host));
    } catch (IllegalArgumentException e) {
      return false; // a placeholder in the host, or no URL
    }
  }
}

package drawbridge.provider.handshake;

import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.remote.UrlPattern;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * The URL of the request that confirms the subscription.
 *
 * @param hosts its possible hosts; {@code *} stands for letters, digits and hyphens
 */
public record ConfirmationUrl(
    @NotNull @Pattern(regexp = "/.+", message = "must be a JSON pointer") String pointer,
    @NotNull @Size(min = 1, max = 10)
        List<
                @NotNull
                @Pattern(
                    regexp = "[a-z0-9-]+(\\.(\\{region}|[a-z0-9*-]+))*(\\.[a-z0-9-]+){2}",
                    message = "must be a host whose first and last labels have no *")
                String>
            hosts) {

  /** Returns the URL; empty when it is missing, malformed, or of another host. */
  Optional<URI> in(Delivery delivery) {
    return new DeliveryPart(null, null, pointer).in(delivery).flatMap(this::url);
  }

  private Optional<URI> url(String text) {
    try {
      URI url = new URI(text);
      boolean isAllowed =
          "https".equals(url.getScheme())
              && url.getHost() != null
              && isHost(url.getHost())
              && (url.getPort() == -1 || url.getPort() == 443)
              && url.getRawUserInfo() == null
              && url.getRawFragment() == null;
      return isAllowed ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private boolean isHost(String name) {
    return hosts.stream()
        .map(host -> UrlPattern.parse("https://" + host + "/"))
        .flatMap(Optional::stream)
        .anyMatch(pattern -> pattern.isHost(name));
  }
}

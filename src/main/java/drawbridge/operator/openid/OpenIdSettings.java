package drawbridge.operator.openid;

import com.nimbusds.oauth2.sdk.auth.Secret;
import drawbridge.platform.setting.ParsedBy;
import drawbridge.platform.setting.SettingName;
import drawbridge.platform.setting.Settings;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.util.Optional;

/**
 * Settings of the OpenID provider.
 *
 * @param clientSecret does not print itself; empty for a public client
 * @param audience the required audience of tokens of scripts
 * @param rolesClaim the claim with the roles; dots lead into objects: {@code realm_access.roles}
 * @param rolePrefix the prefix of {@code viewer}, {@code operator} and {@code admin} in the claim
 */
public record OpenIdSettings(
    URI issuer,
    String clientId,
    Optional<Secret> clientSecret,
    String audience,
    String rolesClaim,
    String rolePrefix) {

  private static final String PREFIX = "drawbridge.operator.openid.";

  record Issuer(URI uri) {
    static Issuer parse(String text) {
      URI uri = URI.create(text);
      boolean isLocal = "localhost".equals(uri.getHost()) || "127.0.0.1".equals(uri.getHost());
      if (!"https".equals(uri.getScheme()) && !("http".equals(uri.getScheme()) && isLocal)) {
        throw new IllegalArgumentException("not https");
      }
      return new Issuer(uri);
    }
  }

  private record Required(
      @SettingName(PREFIX + "issuer")
          @ParsedBy(
              value = Issuer.class,
              message = "must be the https address of an OpenID provider (http for localhost)")
          Issuer issuer,
      @SettingName(PREFIX + "client-id") @NotEmpty(message = "must be the client's id")
          String clientId,
      @SettingName(PREFIX + "roles-claim") @NotEmpty(message = "must name a claim")
          String rolesClaim) {}

  /** Reads the settings; {@code settings} collects the faults. Empty after a fault. */
  public static Optional<OpenIdSettings> read(Settings settings) {
    return settings
        .record(Required.class)
        .map(
            required ->
                new OpenIdSettings(
                    required.issuer().uri(),
                    required.clientId(),
                    settings.text(PREFIX + "client-secret").map(Secret::new),
                    settings.text(PREFIX + "audience").orElse(required.clientId()),
                    required.rolesClaim(),
                    settings.text(PREFIX + "role-prefix").orElse("")));
  }

  /** Returns the provider's host, for the sign-in page. */
  public String host() {
    return String.valueOf(issuer.getHost());
  }
}

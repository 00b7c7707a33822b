package drawbridge.operator.openid;

import drawbridge.platform.setting.ParsedBy;
import drawbridge.platform.setting.SettingName;
import drawbridge.platform.setting.Settings;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.util.Optional;

/**
 * Settings of the OpenID provider. Not a record: a record prints itself, and this holds a secret.
 */
public final class OpenIdSettings {

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

  private final URI issuer;
  private final String clientId;
  private final Optional<String> clientSecret;
  private final String audience;
  private final String rolesClaim;
  private final String rolePrefix;

  private OpenIdSettings(Required required, Settings settings) {
    issuer = required.issuer().uri();
    clientId = required.clientId();
    clientSecret = settings.text(PREFIX + "client-secret");
    audience = settings.text(PREFIX + "audience").orElse(clientId);
    rolesClaim = required.rolesClaim();
    rolePrefix = settings.text(PREFIX + "role-prefix").orElse("");
  }

  /** Reads the settings; {@code settings} collects the faults. Empty after a fault. */
  public static Optional<OpenIdSettings> read(Settings settings) {
    return settings.record(Required.class).map(required -> new OpenIdSettings(required, settings));
  }

  URI issuer() {
    return issuer;
  }

  /** Returns the provider's host, for the sign-in page. */
  public String host() {
    return String.valueOf(issuer.getHost());
  }

  String clientId() {
    return clientId;
  }

  /** Empty for a public client. */
  Optional<String> clientSecret() {
    return clientSecret;
  }

  /** Returns the required audience of tokens of scripts. */
  String audience() {
    return audience;
  }

  /** Returns the claim with the roles; dots lead into objects: {@code realm_access.roles}. */
  String rolesClaim() {
    return rolesClaim;
  }

  /** Returns the prefix of {@code viewer}, {@code operator} and {@code admin} in the claim. */
  String rolePrefix() {
    return rolePrefix;
  }
}

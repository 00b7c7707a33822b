package drawbridge.operator.openid;

import drawbridge.platform.Settings;
import java.net.URI;
import java.util.Optional;

/** The settings of the OpenID provider. Not a record: records print their secrets. */
public final class OpenIdSettings {

  private static final String PREFIX = "drawbridge.operator.openid.";

  private final URI issuer;
  private final String clientId;
  private final Optional<String> clientSecret;
  private final String audience;
  private final String rolesClaim;
  private final String rolePrefix;

  private OpenIdSettings(Settings settings) {
    issuer =
        settings.parse(
            PREFIX + "issuer",
            URI.create("urn:none"),
            "must be the https URL of an OpenID provider (http for localhost)",
            OpenIdSettings::issuer);
    clientId = settings.parse(PREFIX + "client-id", "", "must be the client's id", text -> text);
    clientSecret = settings.text(PREFIX + "client-secret");
    audience = settings.text(PREFIX + "audience").orElse(clientId);
    rolesClaim = settings.parse(PREFIX + "roles-claim", "", "must name a claim", text -> text);
    rolePrefix = settings.text(PREFIX + "role-prefix").orElse("");
  }

  /** Reads the settings; {@code settings} collects the faults. */
  public static OpenIdSettings read(Settings settings) {
    return new OpenIdSettings(settings);
  }

  private static URI issuer(String text) {
    URI uri = URI.create(text);
    boolean isLocal = "localhost".equals(uri.getHost()) || "127.0.0.1".equals(uri.getHost());
    if (!"https".equals(uri.getScheme()) && !("http".equals(uri.getScheme()) && isLocal)) {
      throw new IllegalArgumentException("not https");
    }
    return uri;
  }

  URI issuer() {
    return issuer;
  }

  /** Returns the provider's host for the sign-in page. */
  public String host() {
    return String.valueOf(issuer.getHost());
  }

  String clientId() {
    return clientId;
  }

  /** Returns the client secret; empty for a public client. */
  Optional<String> clientSecret() {
    return clientSecret;
  }

  /** Returns the required audience of bearer tokens. */
  String audience() {
    return audience;
  }

  /** Returns the path of the roles claim; dots separate members of objects. */
  String rolesClaim() {
    return rolesClaim;
  }

  /** Returns the prefix of the role names in the claim. */
  String rolePrefix() {
    return rolePrefix;
  }
}

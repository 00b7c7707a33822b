package drawbridge.operator.openid;

import drawbridge.platform.Settings;
import java.net.URI;
import java.util.Optional;

/**
 * The provider whose word on operators is taken. Not a record: a record prints itself, and this
 * holds a secret.
 */
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
            "must be the https address of an OpenID provider (http for localhost)",
            OpenIdSettings::issuer);
    clientId = settings.parse(PREFIX + "client-id", "", "must be the client's id", text -> text);
    clientSecret = settings.text(PREFIX + "client-secret");
    audience = settings.text(PREFIX + "audience").orElse(clientId);
    rolesClaim = settings.parse(PREFIX + "roles-claim", "", "must name a claim", text -> text);
    rolePrefix = settings.text(PREFIX + "role-prefix").orElse("");
  }

  /** Reads them; faults are kept by {@code settings}. */
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

  /** The provider's host, for the sign-in page. */
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

  /** Whom tokens of scripts must be meant for. */
  String audience() {
    return audience;
  }

  /** The claim with the roles; dots lead into objects, as in {@code realm_access.roles}. */
  String rolesClaim() {
    return rolesClaim;
  }

  /** What stands before {@code viewer}, {@code operator} and {@code admin} there. */
  String rolePrefix() {
    return rolePrefix;
  }
}

package drawbridge.run.outbound.authorization.token;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.Http.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the metadata of an issuer (OpenID Connect Discovery 1.0, RFC 8414). */
final class IssuerMetadata {

  /** The path of the metadata below the issuer. */
  static final String PATH = "/.well-known/openid-configuration";

  private IssuerMetadata() {}

  /** Returns the issuer that an authority stands for: without the path, without a last slash. */
  static String issuer(String authority) {
    String text = withoutSlash(authority);
    return withoutSlash(
        text.endsWith(PATH) ? text.substring(0, text.length() - PATH.length()) : text);
  }

  private static String withoutSlash(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /**
   * Returns the token endpoint.
   *
   * @param from the URL of the metadata
   * @param issuers the metadata must be of one of them
   * @throws NoToken also when https would be given up
   */
  static URI tokenEndpoint(Http.Answered answer, URI from, List<String> issuers) throws NoToken {
    if (answer.status() != 200) {
      throw new NoToken(
          Reason.COMMUNICATION,
          "no token: " + from.getHost() + " answered " + PATH + " with status " + answer.status());
    }
    AuthorizationServerMetadata metadata = parsed(answer, from);
    String issuer = withoutSlash(metadata.getIssuer().getValue());
    if (issuers.stream().map(IssuerMetadata::withoutSlash).noneMatch(issuer::equals)) {
      throw refused(from, "names another issuer than the authority and `issuers`");
    }
    URI endpoint = metadata.getTokenEndpointURI();
    if (endpoint == null || endpoint.getHost() == null) {
      throw refused(from, "names no token_endpoint");
    } else if (isHttps(from) && !isHttps(endpoint)) {
      throw refused(from, "names a token_endpoint without https");
    }
    return endpoint;
  }

  private static AuthorizationServerMetadata parsed(Http.Answered answer, URI from) throws NoToken {
    try {
      return AuthorizationServerMetadata.parse(new String(answer.raw(), StandardCharsets.UTF_8));
    } catch (ParseException | IllegalArgumentException e) {
      throw new NoToken(
          Reason.COMMUNICATION,
          "no token: " + from.getHost() + " answered " + PATH + " without valid metadata");
    }
  }

  private static NoToken refused(URI from, String why) {
    return new NoToken(
        Reason.AUTHENTICATION, "no token: the metadata of " + from.getHost() + " " + why);
  }

  private static boolean isHttps(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }
}

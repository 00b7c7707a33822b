package drawbridge.run.outbound.authorization.token;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.Http.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the response of a token endpoint (RFC 6749, section 5). No message contains its values. */
final class TokenAnswer {

  private static final int LONGEST = 16_384;
  private static final Pattern SENDABLE = Pattern.compile("[!-~]{1," + LONGEST + "}");
  private static final Pattern CODE = Pattern.compile("[a-z_]{1,40}");
  private static final Set<Integer> REFUSALS = Set.of(400, 401, 403);

  private TokenAnswer() {}

  /**
   * Returns the token of a response.
   *
   * @param requested time before the request
   * @param issuers one of them must have issued the token; empty for any
   */
  static AccessToken read(
      Http.Answered answer, String host, Instant requested, List<String> issuers) throws NoToken {
    TokenResponse response = parsed(answer, host);
    if (!response.indicatesSuccess()) {
      throw refused(response.toErrorResponse().getErrorObject(), answer.status(), host);
    }
    var token = response.toSuccessResponse().getTokens().getAccessToken();
    if (!AccessTokenType.BEARER.equals(token.getType())) {
      throw invalid(host, "a token of another type than Bearer");
    } else if (!SENDABLE.matcher(token.getValue()).matches()) {
      throw invalid(
          host, "a token that no header can carry: at most " + LONGEST + " characters of ASCII");
    } else if (!issuers.isEmpty() && !issuers.contains(issuer(token.getValue()))) {
      throw new NoToken(
          Reason.AUTHENTICATION, "the token of " + host + " has none of the issuers in `issuers`");
    }
    return new AccessToken(token.getValue(), requested, token.getLifetime());
  }

  private static TokenResponse parsed(Http.Answered answer, String host) throws NoToken {
    try {
      HTTPResponse response = new HTTPResponse(answer.status());
      response.setContentType(answer.headers().getOrDefault("content-type", ""));
      response.setBody(new String(answer.raw(), StandardCharsets.UTF_8));
      return TokenResponse.parse(response);
    } catch (ParseException | IllegalArgumentException e) {
      throw invalid(host, "status " + answer.status() + " without a bearer token");
    }
  }

  private static NoToken refused(ErrorObject error, int status, String host) {
    String code = error == null || error.getCode() == null ? "" : error.getCode();
    String shown = CODE.matcher(code).matches() ? code + ", " : "";
    return REFUSALS.contains(status)
        ? new NoToken(
            Reason.AUTHENTICATION, host + " refused the token: " + shown + "status " + status)
        : invalid(host, "status " + status);
  }

  private static NoToken invalid(String host, String what) {
    return new NoToken(Reason.COMMUNICATION, "no token: " + host + " answered " + what);
  }

  /** Returns the issuer of a JWT; an empty text for every other token. */
  private static String issuer(String token) {
    try {
      JWTClaimsSet claims = JWTParser.parse(token).getJWTClaimsSet();
      return claims == null || claims.getIssuer() == null ? "" : claims.getIssuer();
    } catch (java.text.ParseException e) {
      return "";
    }
  }
}

package drawbridge.operator.boundary;

import drawbridge.operator.openid.SignInByCode.Attempt;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A started OpenID sign-in in a cookie. The server stores nothing, and any node can complete the
 * sign-in.
 *
 * <p>The cookie is not signed. A forged cookie only describes the client's own sign-in: the
 * provider's response must match it, and the target page is validated again. Not a record: records
 * print their secrets.
 */
final class AttemptCookie {

  private static final String NAME = "DRAWBRIDGE_OPENID";
  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  /** Maximum length of the value; browsers store cookies of 4 KB. */
  private static final int MAX_LENGTH = 2_048;

  private static final String DEFAULT_PAGE = SignInPage.ownPage(null);

  private final Attempt attempt;
  private final String target;

  AttemptCookie(Attempt attempt, String target) {
    this.attempt = attempt;
    this.target = target;
  }

  Attempt attempt() {
    return attempt;
  }

  /** Returns the page of the console to open after the sign-in. */
  String target() {
    return target;
  }

  /** Sets the cookie. A target page that is too long becomes the default page. */
  void writeTo(HttpServletRequest request, HttpServletResponse response) {
    String value = value(target);
    set(request, response, value.length() > MAX_LENGTH ? value(DEFAULT_PAGE) : value, MAX_AGE);
  }

  /**
   * Reads and deletes the cookie; empty when it is missing or invalid.
   *
   * @param back the redirect URI of the sign-in
   */
  static Optional<AttemptCookie> consume(
      HttpServletRequest request, HttpServletResponse response, URI back) {
    Optional<String> value =
        Stream.ofNullable(request.getCookies())
            .flatMap(Arrays::stream)
            .filter(cookie -> cookie.getName().equals(NAME))
            .map(Cookie::getValue)
            .findFirst();
    if (value.isPresent()) {
      set(request, response, "", Duration.ZERO);
    }
    return value.filter(it -> it.length() <= MAX_LENGTH).flatMap(it -> read(it, back));
  }

  private static Optional<AttemptCookie> read(String value, URI back) {
    int dot = value.lastIndexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    try {
      byte[] page = Base64.getUrlDecoder().decode(value.substring(dot + 1));
      String target = SignInPage.ownPage(new String(page, StandardCharsets.UTF_8));
      return Attempt.of(value.substring(0, dot), back).map(it -> new AttemptCookie(it, target));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not Base64
    }
  }

  private String value(String page) {
    return attempt.text()
        + "."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(page.getBytes(StandardCharsets.UTF_8));
  }

  private static void set(
      HttpServletRequest request, HttpServletResponse response, String value, Duration age) {
    Cookie cookie = new Cookie(NAME, value);
    cookie.setPath(request.getContextPath() + OpenIdServlet.PATH);
    cookie.setMaxAge(Math.toIntExact(age.toSeconds()));
    cookie.setHttpOnly(true);
    cookie.setSecure(request.isSecure());
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
  }
}

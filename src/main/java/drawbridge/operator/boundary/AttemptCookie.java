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
 * A sign-in at the OpenID provider that a browser has begun: kept by the browser, so that strangers
 * fill no memory of ours and may come back to another node.
 *
 * <p>It needs no seal. Who makes one up makes up their own sign-in: the provider's answer must
 * still be to it, and the page to go to is looked at again. Not a record: a record prints itself.
 */
final class AttemptCookie {

  private static final String NAME = "DRAWBRIDGE_OPENID";
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Of its value; browsers keep cookies of 4 KB. */
  private static final int MOST = 2_048;

  private static final String FIRST_PAGE = SignInPage.ownPage(null);

  private final Attempt attempt;
  private final String to;

  AttemptCookie(Attempt attempt, String to) {
    this.attempt = attempt;
    this.to = to;
  }

  Attempt attempt() {
    return attempt;
  }

  /** The page of ours to go to afterwards. */
  String to() {
    return to;
  }

  /** Lets the browser keep it, without the page to go to where that is too long to be kept. */
  void give(HttpServletRequest request, HttpServletResponse response) {
    String value = value(to);
    set(request, response, value.length() > MOST ? value(FIRST_PAGE) : value, LONGEST);
  }

  /**
   * What the browser kept, which it forgets now; empty when that is nothing, or not what was given.
   *
   * @param back where the attempt ends
   */
  static Optional<AttemptCookie> takeBack(
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
    return value.filter(it -> it.length() <= MOST).flatMap(it -> read(it, back));
  }

  private static Optional<AttemptCookie> read(String value, URI back) {
    int dot = value.lastIndexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    try {
      byte[] page = Base64.getUrlDecoder().decode(value.substring(dot + 1));
      String to = SignInPage.ownPage(new String(page, StandardCharsets.UTF_8));
      return Attempt.of(value.substring(0, dot), back).map(it -> new AttemptCookie(it, to));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // the decoder's word for what is not Base64
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
    cookie.setPath(request.getContextPath() + OpenIdServlet.PLACE);
    cookie.setMaxAge(Math.toIntExact(age.toSeconds()));
    cookie.setHttpOnly(true);
    cookie.setSecure(request.isSecure());
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
  }
}

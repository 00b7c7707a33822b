package drawbridge.operator.boundary;

import drawbridge.operator.control.Operators;
import drawbridge.operator.control.SignIns;
import drawbridge.operator.entity.Operator;
import drawbridge.operator.entity.OwnPasswordChange;
import drawbridge.operator.entity.Person;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The HTTP session of an operator in the console. It ends after 30 minutes without a request
 * (web.xml), after twelve hours, and when the operator is removed or the password changes.
 */
@ApplicationScoped
public class Session {

  private static final String ATTRIBUTE = Session.class.getName();
  private static final String SET_COOKIE = "Set-Cookie";
  private static final String SECURE = "; secure";
  private static final Duration MAX_AGE = Duration.ofHours(12);

  @Inject SignIns signIns;
  @Inject Operators operators;
  @Inject Clock clock;

  private record SignedIn(Person person, boolean isBuiltIn, Instant passwordAt, Instant at)
      implements Serializable {}

  /** Starts a session for a built-in operator, or for a person of a realm or OpenID provider. */
  void begin(HttpServletRequest request, HttpServletResponse response, Person person) {
    Optional<Operator> operator = operators.find(person.name());
    Instant passwordAt = operator.map(Operator::passwordAt).orElse(Instant.EPOCH);
    end(request); // a new session id prevents session fixation
    request
        .getSession(true)
        .setAttribute(
            ATTRIBUTE, new SignedIn(person, operator.isPresent(), passwordAt, clock.instant()));
    if (request.isSecure()) {
      makeCookieSecure(request, response);
    }
  }

  /**
   * Adds {@code Secure} to the session's cookie. The server adds it only where it ends TLS itself,
   * and does not ask {@link drawbridge.platform.boundary.ClientFilter}.
   */
  private static void makeCookieSecure(HttpServletRequest request, HttpServletResponse response) {
    String start = request.getServletContext().getSessionCookieConfig().getName() + "=";
    List<String> cookies = List.copyOf(response.getHeaders(SET_COOKIE));
    for (int i = 0; i < cookies.size(); i++) {
      String cookie = cookies.get(i);
      boolean isAdded =
          cookie.startsWith(start) && !cookie.toLowerCase(Locale.ROOT).contains(SECURE);
      String value = isAdded ? cookie + "; Secure" : cookie;
      if (i == 0) {
        response.setHeader(SET_COOKIE, value);
      } else {
        response.addHeader(SET_COOKIE, value);
      }
    }
  }

  /** Returns the signed-in person with the current role; empty without a valid session. */
  Optional<Person> person(HttpServletRequest request) {
    return Optional.ofNullable(request.getSession(false))
        .map(session -> session.getAttribute(ATTRIBUTE))
        .map(SignedIn.class::cast)
        .filter(it -> clock.instant().isBefore(it.at().plus(MAX_AGE)))
        .flatMap(this::stillValid);
  }

  private Optional<Person> stillValid(SignedIn signedIn) {
    return signedIn.isBuiltIn()
        ? signIns
            .unchangedSince(signedIn.person().name(), signedIn.passwordAt())
            .map(Operator::person)
        : Optional.of(signedIn.person());
  }

  /** Keeps the session in which an operator has changed the own password; the others end. */
  void keep(@Observes OwnPasswordChange change, HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    Object known = session == null ? null : session.getAttribute(ATTRIBUTE);
    if (session != null
        && known instanceof SignedIn signedIn
        && signedIn.isBuiltIn()
        && signedIn.person().name().equals(change.name())) {
      session.setAttribute(
          ATTRIBUTE, new SignedIn(signedIn.person(), true, change.passwordAt(), signedIn.at()));
    }
  }

  /** Ends the session and removes its data. */
  void end(HttpServletRequest request) {
    Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
  }
}

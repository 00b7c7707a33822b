package drawbridge.operator.boundary;

import drawbridge.operator.control.Operators;
import drawbridge.operator.control.SignIns;
import drawbridge.operator.entity.Operator;
import drawbridge.operator.entity.Person;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who signed in to the pages, kept by the server under a cookie. It ends after 30 minutes without a
 * request (web.xml), after twelve hours in any case, and at once when the operator is removed or
 * has another password.
 */
@ApplicationScoped
public class Session {

  private static final String MEMBER = Session.class.getName();
  private static final Duration LONGEST = Duration.ofHours(12);

  @Inject SignIns signIns;
  @Inject Operators operators;
  @Inject Clock clock;

  private record SignedIn(Person person, boolean isListed, Instant passwordAt, Instant at)
      implements Serializable {}

  /** Somebody has signed in, of the house's own list or vouched for by another server. */
  void begin(HttpServletRequest request, Person person) {
    Optional<Operator> operator = operators.find(person.name());
    Instant passwordAt = operator.map(Operator::passwordAt).orElse(Instant.EPOCH);
    begin(request, new SignedIn(person, operator.isPresent(), passwordAt, clock.instant()));
  }

  /** The session's id is a new one: nobody who planted the old one comes in with it. */
  private static void begin(HttpServletRequest request, SignedIn signedIn) {
    Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
    request.getSession(true).setAttribute(MEMBER, signedIn);
  }

  /** Who is signed in, with the rights that he has now. */
  Optional<Person> person(HttpServletRequest request) {
    return Optional.ofNullable(request.getSession(false))
        .map(session -> session.getAttribute(MEMBER))
        .map(SignedIn.class::cast)
        .filter(it -> clock.instant().isBefore(it.at().plus(LONGEST)))
        .flatMap(this::stillValid);
  }

  private Optional<Person> stillValid(SignedIn signedIn) {
    return signedIn.isListed()
        ? signIns.since(signedIn.person().name(), signedIn.passwordAt()).map(Operator::person)
        : Optional.of(signedIn.person());
  }

  /** Ends it, with all that the server kept for it. */
  void end(HttpServletRequest request) {
    Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
  }
}

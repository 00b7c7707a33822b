package drawbridge.operator.boundary;

import drawbridge.operator.control.SignIns;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Role;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The realm of the application server (Jakarta Servlet 6.0, {@code HttpServletRequest.login}): its
 * groups viewer, operator and admin are our roles, as web.xml and the server's own descriptor say.
 */
final class ServerRealm implements SignIns.Realm {

  private final HttpServletRequest request;

  ServerRealm(HttpServletRequest request) {
    this.request = request;
  }

  @Override
  public Optional<Person> person(String name, String password) {
    try {
      request.login(name, password);
      Person person = new Person(name + " (realm)", role());
      request.logout();
      return Optional.of(person);
    } catch (ServletException e) {
      return Optional.empty(); // the server's word for a wrong name or password
    }
  }

  /** Null for who has none of the roles. */
  private @Nullable Role role() {
    @Nullable Role highest = null;
    for (Role role : Role.values()) {
      highest = request.isUserInRole(role.text()) ? role : highest;
    }
    return highest;
  }
}

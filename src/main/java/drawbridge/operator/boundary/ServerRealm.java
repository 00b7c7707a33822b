package drawbridge.operator.boundary;

import drawbridge.operator.control.SignIns;
import drawbridge.operator.entity.AccountSource;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Role;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates against the realm of the application server ({@code HttpServletRequest.login},
 * Jakarta Servlet 6.0). web.xml and the server's descriptor map the realm's groups to roles.
 */
final class ServerRealm implements SignIns.Realm {

  private final HttpServletRequest request;

  ServerRealm(HttpServletRequest request) {
    this.request = request;
  }

  @Override
  public Optional<Person> authenticate(String name, String password) {
    try {
      request.login(name, password);
      Person person = new Person(AccountSource.REALM.named(name), role());
      request.logout();
      return Optional.of(person);
    } catch (ServletException e) {
      return Optional.empty(); // wrong name or password
    }
  }

  /** Returns the highest role of the signed-in user; null without a role. */
  private @Nullable Role role() {
    @Nullable Role highest = null;
    for (Role role : Role.values()) {
      highest = request.isUserInRole(role.text()) ? role : highest;
    }
    return highest;
  }
}

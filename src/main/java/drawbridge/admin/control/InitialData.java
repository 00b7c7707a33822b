package drawbridge.admin.control;

import drawbridge.operator.control.Operators;
import drawbridge.operator.control.Passwords;
import drawbridge.operator.entity.Role;
import drawbridge.workspace.control.Workspaces;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes what a house cannot do without, in one transaction: a workspace and somebody to sign in.
 */
@Stateless
public class InitialData {

  /** The workspace that is there from the start. */
  public static final String WORKSPACE = "default";

  /** The first operator. */
  static final String ADMIN = "admin";

  @Inject Workspaces workspaces;
  @Inject Operators operators;

  /**
   * Makes the workspace if there is none at all, and the operator if there is none at all.
   *
   * @return the settings that were used, each with the value that was generated in its place
   */
  public Map<String, Optional<String>> make(Bootstrap bootstrap) {
    Map<String, Optional<String>> made = new HashMap<>();
    if (workspaces.all().isEmpty()) {
      String secret = bootstrap.secret().orElseGet(SecretRules::newSecret);
      if (workspaces.create(WORKSPACE, secret).isPresent()) {
        made.put(Bootstrap.SECRET, generated(secret, bootstrap.secret()));
      }
    }
    if (!operators.isAny()) {
      String password = bootstrap.password().orElseGet(Passwords::generate);
      if (operators.create(ADMIN, password, Role.ADMIN)) {
        made.put(Bootstrap.PASSWORD, generated(password, bootstrap.password()));
      }
    }
    return made;
  }

  private static Optional<String> generated(String used, Optional<String> set) {
    return set.isPresent() ? Optional.empty() : Optional.of(used);
  }

  /** Whether everything is there. */
  public boolean stands() {
    return !workspaces.all().isEmpty() && operators.isAny();
  }
}

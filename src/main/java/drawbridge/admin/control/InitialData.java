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

/** Creates the first workspace and the first operator in one transaction. */
@Stateless
public class InitialData {

  /** Name of the workspace that exists from the start. */
  public static final String WORKSPACE = "default";

  /** Name of the first operator. */
  static final String ADMIN = "admin";

  @Inject Workspaces workspaces;
  @Inject Operators operators;

  /**
   * Creates the workspace if the store has no workspace, and the operator if it has no operator.
   *
   * @return the settings that were used, each with its generated value if the setting is missing
   */
  public Map<String, Optional<String>> make(Bootstrap bootstrap) {
    Map<String, Optional<String>> used = new HashMap<>();
    if (workspaces.all().isEmpty()) {
      String secret = bootstrap.secret().orElseGet(SecretRules::newSecret);
      if (workspaces.create(WORKSPACE, secret).isPresent()) {
        used.put(Bootstrap.SECRET, generated(secret, bootstrap.secret()));
      }
    }
    if (!operators.isAny()) {
      String password = bootstrap.password().orElseGet(Passwords::generate);
      if (operators.create(ADMIN, password, Role.ADMIN)) {
        used.put(Bootstrap.PASSWORD, generated(password, bootstrap.password()));
      }
    }
    return used;
  }

  private static Optional<String> generated(String value, Optional<String> set) {
    return set.isPresent() ? Optional.empty() : Optional.of(value);
  }

  /** Returns whether a workspace and an operator exist. */
  public boolean isComplete() {
    return !workspaces.all().isEmpty() && operators.isAny();
  }
}

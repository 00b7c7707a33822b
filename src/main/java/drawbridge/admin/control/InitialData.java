package drawbridge.admin.control;

import drawbridge.operator.control.Operators;
import drawbridge.operator.control.Passwords;
import drawbridge.operator.entity.Role;
import drawbridge.workspace.control.Workspaces;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;

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
   * @return what was made up because nobody had set it, by what it is: to be shown once
   */
  public Map<String, String> make(Bootstrap bootstrap) {
    Map<String, String> madeUp = new LinkedHashMap<>();
    if (workspaces.all().isEmpty()) {
      String secret = bootstrap.secret().orElseGet(SecretRules::newSecret);
      boolean isMade = workspaces.create(WORKSPACE, secret).isPresent();
      if (isMade && bootstrap.secret().isEmpty()) {
        madeUp.put("secret of the workspace " + WORKSPACE, secret);
      }
    }
    if (!operators.isAny()) {
      String password = bootstrap.password().orElseGet(Passwords::generate);
      boolean isMade = operators.create(ADMIN, password, Role.ADMIN);
      if (isMade && bootstrap.password().isEmpty()) {
        madeUp.put("password of the operator " + ADMIN, password);
      }
    }
    return madeUp;
  }

  /** Whether everything is there. */
  public boolean stands() {
    return !workspaces.all().isEmpty() && operators.isAny();
  }
}

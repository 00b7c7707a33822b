package drawbridge.operator.entity;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The user of a request: a built-in operator, or a person of the realm or OpenID provider.
 *
 * @param name the name in the audit log
 * @param role null without permissions
 */
public record Person(String name, @Nullable Role role) implements Serializable {

  /** A user without sign-in. */
  public static final Person ANONYMOUS = new Person("anonymous", null);

  /** The server itself, for example when it loads workflow files. Not a valid operator name. */
  public static final Person SERVER = new Person("(server)", Role.ADMIN);

  /** Returns whether the person's role includes the needed role. */
  public boolean may(Role needed) {
    return role != null && role.includes(needed);
  }
}

package drawbridge.operator.entity;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The user of a request: a built-in operator, a person of the realm or OpenID provider, or one of
 * their API tokens.
 *
 * @param name the name in the audit log
 * @param role null without permissions; for a token, the current role of its owner
 * @param token null for a person who signed in
 */
public record Person(String name, @Nullable Role role, @Nullable TokenGrant token)
    implements Serializable {

  /** A user without sign-in. */
  public static final Person ANONYMOUS = new Person("anonymous", null);

  /** The server itself, for example when it loads workflow files. Not a valid operator name. */
  public static final Person SERVER = new Person("(server)", Role.ADMIN);

  /** Creates a person who signed in. */
  public Person(String name, @Nullable Role role) {
    this(name, role, null);
  }

  /** Returns the name of the account: for a token, that of its owner. */
  public String account() {
    return token == null ? name : token.owner();
  }

  /** Returns whether the person's role, and the token if there is one, permit this. */
  public boolean may(Scope needed) {
    return role != null
        && role.includes(needed.role())
        && (token == null || token.includes(needed));
  }

  /** Returns whether the person may use this workspace; null for all workspaces. */
  public boolean mayEnter(@Nullable String workspaceId) {
    return token == null || token.isFor(workspaceId);
  }
}

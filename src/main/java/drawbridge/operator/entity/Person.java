package drawbridge.operator.entity;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is at work, however they signed in.
 *
 * @param name as the audit log writes it
 * @param role null for who may do nothing
 */
public record Person(String name, @Nullable Role role) implements Serializable {

  /** Who has not signed in. */
  public static final Person NOBODY = new Person("nobody", null);

  /** The house itself, such as when it loads workflow files; no operator can be called this. */
  public static final Person HOUSE = new Person("(server)", Role.ADMIN);

  /** Whether this one may do what needs the role. */
  public boolean may(Role needed) {
    return Optional.ofNullable(role).filter(mine -> mine.includes(needed)).isPresent();
  }
}

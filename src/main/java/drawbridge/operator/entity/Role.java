package drawbridge.operator.entity;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an operator may do; each role may do what those before it may. */
public enum Role {
  /** Reads everything but secrets. */
  VIEWER,
  /** Repeats, cancels and holds runs, releases uids. */
  OPERATOR,
  /** Workspaces, secrets, workflows, triggers and operators. */
  ADMIN;

  /** Whether who has this role may do what needs the other. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** The role as settings, tokens and the API write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of this text; empty when there is none. */
  public static Optional<Role> of(String text) {
    return Stream.of(values()).filter(role -> role.text().equals(text)).findFirst();
  }
}

package drawbridge.operator.entity;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The permissions of an operator. Each role includes the roles before it. */
public enum Role {
  /** Reads everything but secrets. */
  VIEWER,
  /** Replays and cancels runs, pauses workflows, releases uids. */
  OPERATOR,
  /** Changes workspaces, secrets, workflows, triggers and operators. */
  ADMIN;

  /** Returns whether this role permits everything that the other role permits. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** Returns the name in settings, tokens and the API. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Parses a {@link #text}; empty when unknown. */
  public static Optional<Role> of(String text) {
    return Stream.of(values()).filter(role -> role.text().equals(text)).findFirst();
  }
}

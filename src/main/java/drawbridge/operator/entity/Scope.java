package drawbridge.operator.entity;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a call of the API needs, and what an API token may grant (O1). */
public enum Scope {
  /** Reads everything but secrets and the URLs of triggers. */
  READ("read", Role.VIEWER),
  /** Starts runs: replays runs and sends requests again unchanged. */
  RUN("run", Role.OPERATOR),
  /** Sends requests again, edited. */
  REQUESTS_EDIT("requests:edit", Role.ADMIN),
  /** Does what the role operator permits. */
  OPERATE("operate", Role.OPERATOR),
  /** Does everything. */
  ADMIN("admin", Role.ADMIN),
  /** Calls the tools that workflows offer over the Model Context Protocol. */
  MCP("mcp", Role.OPERATOR);

  private final String text;
  private final Role role;

  Scope(String text, Role role) {
    this.text = text;
    this.role = role;
  }

  /** Returns the scope of everything that a role permits. */
  public static Scope of(Role role) {
    return switch (role) {
      case VIEWER -> READ;
      case OPERATOR -> OPERATE;
      case ADMIN -> ADMIN;
    };
  }

  /** Returns the name in the API and in the store. */
  public String text() {
    return text;
  }

  /** Parses a {@link #text}; empty when unknown. */
  public static Optional<Scope> of(String text) {
    return Stream.of(values()).filter(scope -> scope.text.equals(text)).findFirst();
  }

  /** Returns the lowest role that permits this without a token. */
  public Role role() {
    return role;
  }

  /** Returns whether a token with this scope may do what needs the other one. */
  public boolean includes(Scope other) {
    return switch (this) {
      case ADMIN -> true;
      case OPERATE -> Set.of(READ, RUN, OPERATE).contains(other);
      case RUN, REQUESTS_EDIT -> other == this || other == READ;
      case READ, MCP -> other == this;
    };
  }
}

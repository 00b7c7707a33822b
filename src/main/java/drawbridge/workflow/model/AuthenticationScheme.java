package drawbridge.workflow.model;

import java.util.Locale;

/** The schemes of authentication that a call can have (DSL, Authentication). */
public enum AuthenticationScheme {
  BASIC("Basic"),
  BEARER("Bearer"),
  DIGEST("Digest"),
  OAUTH2("Bearer"),
  OIDC("Bearer");

  private final String header;

  AuthenticationScheme(String header) {
    this.header = header;
  }

  /** Returns the name of the policy in a definition. */
  public String policy() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the scheme of the {@code Authorization} header. */
  public String header() {
    return header;
  }

  /** Returns whether a token is requested for the call. */
  public boolean isByToken() {
    return this == OAUTH2 || this == OIDC;
  }
}

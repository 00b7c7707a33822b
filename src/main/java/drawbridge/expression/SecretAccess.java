package drawbridge.expression;

/** The refusal of secrets in a position that may not access them (X13). */
final class SecretAccess {

  static final String REFUSAL =
      "secrets may be used only in the endpoint, headers, query, credentials and body of an"
          + " outbound call";

  private SecretAccess() {}
}

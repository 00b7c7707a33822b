package drawbridge.expression;

/** What is said when an expression reaches for secrets in a place that may not see them (X13). */
final class SecretAccess {

  static final String REFUSAL =
      "secrets may be used only in the endpoint, headers, query, credentials and body of an"
          + " outbound call";

  private SecretAccess() {}
}

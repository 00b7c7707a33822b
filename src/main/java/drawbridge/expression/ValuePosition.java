package drawbridge.expression;

/** The position of a value in a definition, which decides what its references may access. */
public enum ValuePosition {
  /** An ordinary value: no secrets. */
  ORDINARY,
  /** A header, query value, credential or body of an outbound call: secrets are allowed. */
  OUTBOUND,
  /**
   * The endpoint of an outbound call: secrets are allowed, and every value is percent-encoded
   * unless {@code {{{raw}}}}.
   */
  ENDPOINT;

  /** Returns whether {@code {{secrets.…}}} and {@code $secrets} are allowed here. */
  public boolean maySeeSecrets() {
    return this != ORDINARY;
  }
}

package drawbridge.expression;

/** Where in a definition a value stands; it decides what references may do there. */
public enum ValuePosition {
  /** An ordinary value: no secrets. */
  ORDINARY,
  /** A header, query value, credential or body of an outbound call: secrets may be used. */
  OUTBOUND,
  /**
   * The endpoint of an outbound call: secrets may be used, and every value is percent-encoded
   * unless {@code {{{raw}}}}.
   */
  ENDPOINT;

  /** Whether {@code {{secrets.…}}} and {@code $secrets} may be used here. */
  public boolean maySeeSecrets() {
    return this != ORDINARY;
  }
}

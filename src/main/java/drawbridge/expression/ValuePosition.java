package drawbridge.expression;

/**
 * The position of a value, which decides what its references may access and how {@code {{…}}} is
 * escaped. {@code {{{raw}}}} is never escaped.
 */
public enum ValuePosition {
  /** An ordinary value: no secrets. */
  ORDINARY,
  /** A header, query value, credential or body of an outbound call: secrets are allowed. */
  OUTBOUND,
  /** The endpoint of an outbound call: secrets are allowed, and every value is percent-encoded. */
  ENDPOINT,
  /** Plain text: always resolves to a text, without escapes; no secrets. */
  TEXT,
  /**
   * JSON as text: values are escaped as inside of a JSON string. A text that is a single {@code
   * {{…}}} becomes the JSON of its value. No secrets.
   */
  JSON_TEXT,
  /** XML as text: values are escaped for content and for quoted attributes; no secrets. */
  XML_TEXT;

  /** Returns whether {@code {{secrets.…}}} and {@code $secrets} are allowed here. */
  public boolean maySeeSecrets() {
    return this == OUTBOUND || this == ENDPOINT;
  }

  /** Returns whether values here resolve to texts only. */
  public boolean isText() {
    return this == TEXT || this == JSON_TEXT || this == XML_TEXT;
  }
}

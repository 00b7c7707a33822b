package drawbridge.provider.handshake;

/** What the answer to a handshake requires besides the request. */
public enum Needs {
  /** Nothing. */
  NOTHING,
  /** A token that the operator sets and the request must show. */
  TOKEN,
  /** A secret shared with the provider: the answer is an HMAC with it. */
  SECRET,
  /** Nothing; the request hands over the secret that signs events. */
  HANDED_OVER
}

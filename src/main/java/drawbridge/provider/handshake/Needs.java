package drawbridge.provider.handshake;

/** What must be known, beside the request, before a handshake can be answered. */
public enum Needs {
  /** Nothing: what came is given back. */
  NOTHING,
  /** A token that the operator chose: the request must show the same. */
  TOKEN,
  /** A secret that is shared with the provider: the answer is an HMAC under it. */
  SECRET,
  /** Nothing before; the request brings the secret under which events will be signed. */
  HANDED_OVER
}

package drawbridge.inbound.body;

/**
 * The most bytes of a body, as sent and decompressed.
 *
 * @param source what sets the limit, for the sender and the operator
 */
public record BodyLimit(int bytes, String source) {

  /** Returns the 413 of a body above the limit. */
  Unreadable exceeded() {
    return Unreadable.tooLarge(
        "The body has more than "
            + bytes
            + " bytes, the limit of "
            + source
            + ". Send a shorter one.");
  }
}

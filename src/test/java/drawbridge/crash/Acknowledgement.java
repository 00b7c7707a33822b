package drawbridge.crash;

/**
 * A 2xx for an entry.
 *
 * @param run the promised run
 * @param duplicate whether the reply called it a duplicate
 * @param repeated whether the request was sent before
 * @param batch whether it was sent with others
 */
record Acknowledgement(
    String uid, String run, boolean duplicate, boolean repeated, boolean batch) {}

package drawbridge.crash;

/**
 * An entry was answered 2xx.
 *
 * @param run the one it was promised
 * @param duplicate it was called so
 * @param repeated its request had been sent before
 * @param batch it came with others
 */
record Acknowledgement(
    String uid, String run, boolean duplicate, boolean repeated, boolean batch) {}

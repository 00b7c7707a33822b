package drawbridge.admin.files.control;

/** What this node last read from a file, and what it last loaded or refused. */
final class WatchedFile {

  private String seen = "";
  private String processed = "";
  private String failure = "";

  /**
   * Records the digest of the file.
   *
   * @param digest digest of the current content
   * @param isFirst whether this is the first poll of the node, which does not wait for a second one
   * @return whether the content is new and complete: two polls in a row found the same digest
   */
  boolean isToBeLoaded(String digest, boolean isFirst) {
    boolean isSettled = isFirst || digest.equals(seen);
    seen = digest;
    return isSettled && !digest.equals(processed);
  }

  /** Records that the content was saved or refused. */
  void process() {
    processed = seen;
    failure = "";
  }

  /**
   * Records that the content could not be checked; the next poll tries again.
   *
   * @return whether the cause is new
   */
  boolean postpone(String why) {
    boolean isNew = !why.equals(failure);
    failure = why;
    return isNew;
  }
}

package drawbridge.admin.files.control;

import java.time.Instant;
import java.util.Optional;

/** What this node last read from a file, and what it last loaded or refused. */
final class WatchedFile {

  private final String file;
  private final String workflow;
  private String seen = "";
  private String processed = "";
  private Optional<Integer> version = Optional.empty();
  private Optional<String> fault = Optional.empty();
  private Instant changedAt = Instant.EPOCH;

  WatchedFile(Directory.Entry entry) {
    this.file = entry.file();
    this.workflow = entry.name();
  }

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

  /** Records that the content was saved as this version. */
  void take(int loaded, Instant now) {
    processed = seen;
    version = Optional.of(loaded);
    fault = Optional.empty();
    changedAt = now;
  }

  /** Records that the content is faulty. The earlier version stays current. */
  void refuse(String why, Instant now) {
    processed = seen;
    fault = Optional.of(why);
    changedAt = now;
  }

  /**
   * Records that the content could not be checked; the next poll tries again.
   *
   * @return whether the cause is new
   */
  boolean postpone(String why, Instant now) {
    boolean isNew = fault.isEmpty() || !fault.get().equals(why);
    fault = Optional.of(why);
    changedAt = isNew ? now : changedAt;
    return isNew;
  }

  FileLine line() {
    return new FileLine(file, workflow, version, fault, changedAt);
  }
}

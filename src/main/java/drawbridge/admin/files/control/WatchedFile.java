package drawbridge.admin.files.control;

import java.time.Instant;
import java.util.Optional;

/** What this node knows of a file: what it saw last, and what it last took or refused. */
final class WatchedFile {

  private final String file;
  private final String workflow;
  private String seen = "";
  private String judged = "";
  private Optional<Integer> version = Optional.empty();
  private Optional<String> fault = Optional.empty();
  private Instant changedAt = Instant.EPOCH;

  WatchedFile(Directory.Entry entry) {
    this.file = entry.file();
    this.workflow = entry.name();
  }

  /**
   * Looks at it.
   *
   * @param digest of what it holds now
   * @param isFirst of the node's start, which waits for nothing
   * @return whether it holds something new, and the same as a look before: nobody writes just now
   */
  boolean isToBeJudged(String digest, boolean isFirst) {
    boolean isSettled = isFirst || digest.equals(seen);
    seen = digest;
    return isSettled && !digest.equals(judged);
  }

  /** It is this version now. */
  void take(int loaded, Instant now) {
    judged = seen;
    version = Optional.of(loaded);
    fault = Optional.empty();
    changedAt = now;
  }

  /** It is faulty; the version before stays. */
  void refuse(String why, Instant now) {
    judged = seen;
    fault = Optional.of(why);
    changedAt = now;
  }

  /**
   * It could not be judged, and is looked at again.
   *
   * @return whether that is new
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

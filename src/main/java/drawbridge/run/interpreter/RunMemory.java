package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.JsonBytes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The memory that the values of one run take: its input, and the states and context of its
 * branches. Each branch measures itself at its end, and when the run has made a mebibyte since, or
 * an eighth of what it holds: a measure reads all values. Thread safe.
 */
final class RunMemory {

  private static final long GROWTH = 1 << 20;
  private static final int PARTS = 8;

  private final RunInput input;
  private final MemoryShare share;
  private final Map<Branch, Long> held = new HashMap<>();
  private final Map<Branch, Long> measured = new HashMap<>();
  private long made;
  private boolean isGivenBack;

  RunMemory(RunInput input, MemoryShare share) {
    this.input = input;
    this.share = share;
  }

  /** Counts a value that the journal does not contain. */
  void made(JsonNode value, long most) {
    long size = JsonBytes.of(value, most);
    synchronized (this) {
      made += size;
    }
  }

  /**
   * Measures a branch on its own thread, if the run has made enough since its last measure.
   *
   * @param stored bytes in the journal
   */
  void measureIfDue(Branch branch, long stored) {
    if (isDue(branch, stored)) {
      measure(branch);
    }
  }

  /** Measures a branch on its own thread, at its end. */
  void measure(Branch branch) {
    HeldBytes bytes = new HeldBytes();
    if (branch.isRoot()) {
      bytes.add(input.runtime());
    }
    branch.values(bytes::add);
    hold(branch, bytes.bytes());
  }

  private synchronized boolean isDue(Branch branch, long stored) {
    Long before = measured.get(branch);
    long now = stored + made;
    boolean isDue = before == null || now - before >= Math.max(GROWTH, total() / PARTS);
    if (isDue) {
      measured.put(branch, now);
    }
    return isDue;
  }

  private synchronized void hold(Branch branch, long bytes) {
    held.put(branch, bytes);
    share.hold(total());
  }

  /** Forgets the branches of a fork that has ended; its task measures itself next. */
  synchronized void joined(Branch into, Collection<Branch> branches) {
    branches.forEach(held::remove);
    branches.forEach(measured::remove);
    measured.remove(into);
  }

  /** Returns the bytes that the run holds. */
  synchronized long total() {
    return held.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Returns whether the run gives its memory back now. Only its first branch does: a call of
   * another branch may be in progress.
   */
  synchronized boolean givesBack(Branch branch) {
    isGivenBack |= branch.isRoot() && share.isExceeded();
    return isGivenBack;
  }

  synchronized boolean isGivenBack() {
    return isGivenBack;
  }
}

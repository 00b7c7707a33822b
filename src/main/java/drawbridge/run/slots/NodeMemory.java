package drawbridge.run.slots;

import drawbridge.run.interpreter.MemoryShare;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The memory for the runs of this node. Above its limit no run begins, and runs give their memory
 * back; the one that has executed for the longest time keeps it, so that one run always proceeds.
 * Thread safe.
 */
public final class NodeMemory {

  private final long most;
  private final Set<Share> shares = new LinkedHashSet<>();
  private long held;

  /**
   * @param most bytes
   */
  public NodeMemory(long most) {
    this.most = most;
  }

  /** Opens the share of a run that begins to execute. */
  public synchronized Share open() {
    Share share = new Share();
    shares.add(share);
    return share;
  }

  /** Returns whether no further run should begin. */
  public synchronized boolean isFull() {
    return held >= most;
  }

  /** Returns the bytes that runs hold. */
  public synchronized long held() {
    return held;
  }

  private synchronized void hold(Share share, long values, long texts) {
    if (shares.contains(share)) {
      held += values - share.values + texts - share.texts;
      share.values = values;
      share.texts = texts;
    }
  }

  private synchronized boolean isExceeded(Share share) {
    return held > most && !shares.iterator().next().equals(share);
  }

  private synchronized void close(Share share) {
    if (shares.remove(share)) {
      held -= share.values + share.texts;
    }
  }

  /** The share of one run until it is closed. */
  public final class Share implements MemoryShare, AutoCloseable {
    private long values;
    private long texts;

    @Override
    public void hold(long bytes) {
      NodeMemory.this.hold(this, bytes, texts);
    }

    /** Adds texts that the run keeps until it is closed, such as its journal. */
    public void holdTexts(long characters) {
      NodeMemory.this.hold(this, values, texts + characters);
    }

    @Override
    public boolean isExceeded() {
      return NodeMemory.this.isExceeded(this);
    }

    /** Gives all memory back. Idempotent. */
    @Override
    public void close() {
      NodeMemory.this.close(this);
    }
  }
}

package drawbridge.run.interpreter;

/** What one run may hold of the memory for all runs of a node. Thread safe. */
public interface MemoryShare {

  /** The share of a run whose node has memory for all its runs. */
  MemoryShare UNLIMITED =
      new MemoryShare() {
        @Override
        public void hold(long bytes) {
          // nothing to share
        }

        @Override
        public boolean isExceeded() {
          return false;
        }
      };

  /** Tells how many bytes the run holds, instead of an earlier number. */
  void hold(long bytes);

  /** Returns whether the run should give its memory back, and continue from its journal later. */
  boolean isExceeded();
}

package drawbridge.console.replay.entity;

/** What became of one run of a bulk replay. */
public enum Outcome {
  /** It runs again. */
  REPLAYED,
  /** It need not run again. */
  SKIPPED,
  /** It cannot run again. */
  IMPOSSIBLE
}

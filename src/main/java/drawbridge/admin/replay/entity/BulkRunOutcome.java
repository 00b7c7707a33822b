package drawbridge.admin.replay.entity;

/** What became of one run of a bulk replay. */
public enum BulkRunOutcome {
  /** It runs again. */
  REPLAYED,
  /** It need not run again. */
  SKIPPED,
  /** It cannot run again. */
  IMPOSSIBLE
}

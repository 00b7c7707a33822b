package drawbridge.admin.replay.entity;

/** What a bulk replay did with a run. */
public enum BulkRunOutcome {
  /** Started a replay of the run. */
  REPLAYED,
  /** Skipped a run that needs no replay. */
  SKIPPED,
  /** Found that the run cannot be replayed. */
  IMPOSSIBLE
}

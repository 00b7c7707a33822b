package drawbridge.run.control.work;

import drawbridge.platform.store.SharedCommit;
import drawbridge.run.control.Moves;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Writes down how runs ended: those that end at the same time share one transaction. */
@ApplicationScoped
public class Completion {

  /** Runs and lines of one transaction. */
  private static final int HEAVIEST = 500;

  /** One that commits, and one that is getting ready meanwhile. */
  private static final int AT_ONCE = 1;

  @Inject Moves moves;

  private final SharedCommit<Moves.End, Boolean> writing =
      new SharedCommit<>(ends -> moves.end(ends), Completion::weight, HEAVIEST, AT_ONCE);

  /**
   * Ends a run; durable on return.
   *
   * @return false when it is not ours any more; nothing was written then
   */
  boolean end(Moves.End end) {
    return writing.go(end);
  }

  /** A child ends alone (see {@link Moves#end}). */
  private static int weight(Moves.End end) {
    return end.isOfChild() ? HEAVIEST : 1 + end.lines().size();
  }
}

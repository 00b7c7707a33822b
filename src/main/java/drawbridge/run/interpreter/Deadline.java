package drawbridge.run.interpreter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time at which a part of a run times out. Compared by identity: each {@code catch} inside the
 * part ignores the error of its own deadline.
 */
final class Deadline {
  final Instant at;
  final String what;
  final boolean isRunLimit;

  Deadline(Instant at, String what, boolean isRunLimit) {
    this.at = at;
    this.what = what;
    this.isRunLimit = isRunLimit;
  }

  boolean isPast(Instant now) {
    return !now.isBefore(at);
  }

  /** Returns the earlier deadline; the outer one when both are equal. */
  Deadline or(Deadline outer) {
    return at.isBefore(outer.at) ? this : outer;
  }

  static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    return a == null || (b != null && b.isBefore(a)) ? b : a;
  }
}

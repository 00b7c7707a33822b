package drawbridge.run.interpreter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An absolute end of time for a part of a run. Compared by identity: an error that it causes passes
 * every {@code catch} inside the part.
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

  /** The one that comes first; the outer one when both come at once. */
  Deadline or(Deadline outer) {
    return at.isBefore(outer.at) ? this : outer;
  }

  static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    return a == null || (b != null && b.isBefore(a)) ? b : a;
  }
}

package drawbridge.platform.clock;

import drawbridge.platform.CannotStart;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Refuses a start with a clock that contradicts the store. Writes nothing. */
public final class ClockCheck {

  private static final System.Logger LOG = System.getLogger(ClockCheck.class.getName());

  /** Rows may be newer than the clock by this time. */
  static final Duration AHEAD = Duration.ofMinutes(5);

  /** The clocks of a node and of the database server may differ by this time. */
  static final Duration DIFFERENCE = Duration.ofSeconds(60);

  private static final String ACCEPT =
      " If this clock is right, start once with drawbridge.clock.accept-once=%s";

  private final Clock clock;
  private final Instant accepted;

  /**
   * @param accepted the setting {@code drawbridge.clock.accept-once}; the epoch when not set
   */
  public ClockCheck(Clock clock, Instant accepted) {
    this.clock = clock;
    this.accepted = accepted.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Compares the clock with the newest row, and with the clock of the database server.
   *
   * @throws CannotStart when the newest row lies more than five minutes in the future, or the
   *     clocks differ by more than a minute, and the operator has not accepted that time
   */
  public void check(Connection store) throws SQLException {
    ClockTable table = new ClockTable(store);
    checkServer(table);
    Instant now = clock.instant();
    Optional<Instant> ahead =
        ahead(table.read(), table.newest(), now).map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    if (ahead.isEmpty()) {
      return;
    }
    Instant newest = ahead.get();
    String found =
        "the newest row of the store is of %s, and the clock of this machine says %s."
            .formatted(newest, now);
    Instant spent = table.read().map(ClockRow::acceptedUntil).orElse(Instant.EPOCH);
    Instant needed = newest.isAfter(spent) ? newest : spent;
    if (!accepted.isAfter(spent) || newest.isAfter(accepted)) {
      throw new CannotStart(
          found
              + " Set the clock right; nothing was changed."
              + ACCEPT.formatted(needed.plusSeconds(1).truncatedTo(ChronoUnit.SECONDS))
              + (isSpent(spent)
                  ? "; an earlier start has used its present value or a later one."
                  : "."));
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} drawbridge.clock.accept-once accepts this; uids and old rows stay for {1} h",
        found,
        ClockRow.STANDSTILL.toHours());
  }

  /** Returns the newest time of the future that no operator has accepted. */
  static Optional<Instant> ahead(Optional<ClockRow> row, Optional<Instant> newest, Instant now) {
    Instant limit = now.plus(AHEAD);
    Instant known = row.map(ClockRow::acceptedUntil).orElse(Instant.EPOCH);
    Optional<Instant> seen = row.map(ClockRow::seenAt).filter(limit::isBefore);
    Optional<Instant> written = newest.filter(limit::isBefore).filter(known::isBefore);
    return written.filter(time -> seen.isEmpty() || time.isAfter(seen.get())).or(() -> seen);
  }

  /** Each value of the setting accepts once, and the next one must be later. */
  private boolean isSpent(Instant last) {
    return accepted.isAfter(Instant.EPOCH) && !accepted.isAfter(last);
  }

  private void checkServer(ClockTable table) throws SQLException {
    Instant before = clock.instant();
    Optional<Instant> server = table.time();
    Instant after = clock.instant();
    if (server.isEmpty() || !differs(server.get(), before, after)) {
      return;
    }
    String found =
        "the clock of PostgreSQL says %s, and the clock of this machine says %s."
            .formatted(server.get().truncatedTo(ChronoUnit.MILLIS), after);
    if (accepted.isBefore(server.get()) || accepted.isBefore(after)) {
      throw new CannotStart(
          found
              + " They differ by more than %d s. Synchronize both."
                  .formatted(DIFFERENCE.toSeconds())
              + " To start all the same, set drawbridge.clock.accept-once to a later time than both.");
    }
    LOG.log(System.Logger.Level.WARNING, "{0} drawbridge.clock.accept-once accepts this", found);
  }

  /** Returns whether the time of the server lies outside of the call by more than a minute. */
  static boolean differs(Instant server, Instant before, Instant after) {
    return server.isBefore(before.minus(DIFFERENCE)) || server.isAfter(after.plus(DIFFERENCE));
  }
}

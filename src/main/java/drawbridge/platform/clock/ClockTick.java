package drawbridge.platform.clock;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Compares the clock with the store and with the processor's timer, and tells all nodes through the
 * row of the store. Call {@link #begin} once and {@link #tick} every few seconds, by one thread.
 */
public final class ClockTick {

  private static final System.Logger LOG = System.getLogger(ClockTick.class.getName());

  private final DataSource store;
  private final Clock clock;
  private final AgingClock aging;
  private boolean wasStill;
  private boolean wasWrong;

  public ClockTick(DataSource store, Clock clock, AgingClock aging) {
    this.store = store;
    this.clock = clock;
    this.aging = aging;
  }

  /**
   * The first tick of a start, which {@link ClockCheck} has allowed.
   *
   * @param accepted the setting {@code drawbridge.clock.accept-once}; the epoch when not set
   */
  public void begin(Instant accepted) throws SQLException {
    change(
        (table, now) -> {
          Optional<Instant> newest = table.newest();
          Optional<ClockRow> found = table.lock();
          if (found.isEmpty()) {
            table.insert(ClockRow.of(newest.filter(now::isAfter).orElse(now)));
            found = table.lock();
          }
          ClockRow row = found.orElseThrow();
          return ClockCheck.ahead(found, newest, clock.instant()).isPresent()
              ? row.accept(accepted, now)
              : row.tick(now, Optional.empty());
        });
  }

  /** Continues the row. A failure changes nothing; the next tick makes up for it. */
  public void tick() throws SQLException {
    Optional<Instant> before = aging.jumpedFrom();
    before.ifPresent(this::report);
    change((table, now) -> table.lock().orElseThrow().tick(now, before));
  }

  private interface Change {
    ClockRow of(ClockTable table, Instant now) throws SQLException;
  }

  private void change(Change change) throws SQLException {
    try (Connection connection = store.getConnection()) {
      connection.setAutoCommit(false);
      try {
        ClockTable table = new ClockTable(connection);
        Instant now = now(table);
        ClockRow row = change.of(table, now);
        table.write(row);
        connection.commit();
        aging.take(row);
        report(row);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  /** The time of the database server, so that one wrong node does not move the row. */
  private Instant now(ClockTable table) throws SQLException {
    Instant before = clock.instant();
    Optional<Instant> server = table.time();
    boolean isWrong =
        server.isPresent() && ClockCheck.differs(server.get(), before, clock.instant());
    if (isWrong && !wasWrong) {
      LOG.log(
          System.Logger.Level.ERROR,
          "the clock of this machine says {0}, that of PostgreSQL {1}; synchronize both",
          before,
          server.get());
    }
    wasWrong = isWrong;
    return server.orElse(before);
  }

  private void report(Instant before) {
    LOG.log(
        System.Logger.Level.ERROR,
        "the clock of this machine jumped from {0} to {1}; set it right, and synchronize it",
        before,
        clock.instant());
  }

  private void report(ClockRow row) {
    boolean isStill = row.stillSince().isPresent();
    if (isStill && !wasStill) {
      LOG.log(
          System.Logger.Level.WARNING,
          "no uid is released and no old row removed for {0} h of running time, because the clock"
              + " jumped or no node ran since {1}; check the clock",
          Math.max(1, row.stillLeft().toHours()),
          row.stillSince().orElseThrow());
    } else if (wasStill && !isStill) {
      LOG.log(System.Logger.Level.INFO, "uids and old rows age again");
    }
    wasStill = isStill;
  }
}

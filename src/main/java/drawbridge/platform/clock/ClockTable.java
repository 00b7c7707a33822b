package drawbridge.platform.clock;

import drawbridge.platform.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and writes the times of the store. Works on any schema version, also on an empty store. */
public final class ClockTable {

  private static final String TABLES =
      "select lower(table_name) from information_schema.tables where table_schema = current_schema";
  private static final String READ =
      "select seen_at, accepted_until, still_since, still_left from clock where id = 1";
  private static final String WRITE =
      "update clock set seen_at = ?, accepted_until = ?, still_since = ?, still_left = ? where id ="
          + " 1";
  private static final String POSTGRESQL_TIME =
      "select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)";

  /** Each by an index, or few rows. A node writes at least one of them when it starts. */
  private static final Map<String, String> NEWEST =
      Map.of(
          "node", "select max(seen_at) from node",
          "uid_claim", "select max(accepted_at) from uid_claim",
          "tally", "select max(minute_at) from tally",
          "run", "select max(id) from run",
          "audit", "select max(id) from audit",
          "refused_delivery", "select max(id) from refused_delivery");

  private final Connection store;

  public ClockTable(Connection store) {
    this.store = store;
  }

  /** Returns the row; empty before the table exists and before its first row. */
  public Optional<ClockRow> read() throws SQLException {
    return tables().contains("clock") ? read(READ) : Optional.empty();
  }

  /** Locks and returns the row until the end of the transaction. The table must exist. */
  Optional<ClockRow> lock() throws SQLException {
    return read(READ + " for update");
  }

  private Optional<ClockRow> read(String query) throws SQLException {
    try (Statement statement = store.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      if (!row.next()) {
        return Optional.empty();
      }
      long since = row.getLong(3);
      Optional<Instant> still = row.wasNull() ? Optional.empty() : Optional.of(instant(since));
      return Optional.of(
          new ClockRow(
              instant(row.getLong(1)),
              instant(row.getLong(2)),
              still,
              Duration.of(row.getLong(4), ChronoUnit.MICROS)));
    }
  }

  /** Inserts the row unless another node has inserted it. */
  void insert(ClockRow row) throws SQLException {
    String insert =
        "insert into clock (id, seen_at, accepted_until, still_left) values (1, ?, ?, 0) on conflict"
            + " do nothing";
    try (PreparedStatement statement = store.prepareStatement(insert)) {
      statement.setLong(1, micros(row.seenAt()));
      statement.setLong(2, micros(row.acceptedUntil()));
      statement.executeUpdate();
    }
  }

  void write(ClockRow row) throws SQLException {
    try (PreparedStatement statement = store.prepareStatement(WRITE)) {
      statement.setLong(1, micros(row.seenAt()));
      statement.setLong(2, micros(row.acceptedUntil()));
      statement.setObject(3, row.stillSince().map(ClockTable::micros).orElse(null));
      statement.setLong(4, row.stillLeft().dividedBy(ChronoUnit.MICROS.getDuration()));
      statement.executeUpdate();
    }
  }

  /** Returns the time of the newest row; empty for a store without rows. */
  public Optional<Instant> newest() throws SQLException {
    Set<String> tables = tables();
    Optional<Instant> newest = Optional.empty();
    for (Map.Entry<String, String> each : NEWEST.entrySet()) {
      if (tables.contains(each.getKey())) {
        Optional<Instant> time = time(each.getValue());
        Optional<Instant> before = newest;
        newest = time.filter(newest.orElse(Instant.MIN)::isBefore).or(() -> before);
      }
    }
    return newest;
  }

  private Optional<Instant> time(String query) throws SQLException {
    try (Statement statement = store.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      @Nullable String value = row.getString(1);
      if (value == null) {
        return Optional.empty();
      }
      return Optional.of(Ids.isUuid(value) ? Ids.time(value) : instant(Long.parseLong(value)));
    }
  }

  /** Returns the time of a database server; empty for H2, which has the clock of this process. */
  Optional<Instant> time() throws SQLException {
    return isPostgresql() ? time(POSTGRESQL_TIME) : Optional.empty();
  }

  private boolean isPostgresql() throws SQLException {
    return store.getMetaData().getDatabaseProductName().equals("PostgreSQL");
  }

  private Set<String> tables() throws SQLException {
    Set<String> tables = new HashSet<>();
    try (Statement statement = store.createStatement();
        ResultSet names = statement.executeQuery(TABLES)) {
      while (names.next()) {
        tables.add(names.getString(1));
      }
    }
    return tables;
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}

package drawbridge.platform.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.platform.CannotStart;
import drawbridge.platform.Ids;
import drawbridge.platform.control.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Starts and ticks of nodes on a store, with clocks that are wrong. */
@OnEveryStore
class ClockStoreTest {

  private static final Instant NOTHING_ACCEPTED = Instant.EPOCH;
  private static final Duration LONG = Duration.ofDays(200);

  private final DataSource store;
  private final boolean isH2;

  ClockStoreTest(Store kind) {
    store = kind.open();
    isH2 = kind == Store.H2;
  }

  @BeforeEach
  void migrate() {
    Schema.migrate(store);
  }

  /** PostgreSQL has the time of this machine, so the clocks of nodes begin with it. */
  private static Clock now() {
    return Clock.systemUTC();
  }

  private void check(Clock clock, Instant accepted) throws SQLException {
    try (Connection connection = store.getConnection()) {
      new ClockCheck(clock, accepted).check(connection);
    }
  }

  private void write(String sql, Object... values) throws SQLException {
    try (Connection connection = store.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private ClockRow row() throws SQLException {
    try (Connection connection = store.getConnection()) {
      return new ClockTable(connection).read().orElseThrow();
    }
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private void beat(Instant at) throws SQLException {
    write("delete from node");
    write("insert into node (id, started_at, seen_at) values ('n', ?, ?)", micros(at), micros(at));
  }

  private AgingClock begin(Clock clock, Instant accepted) throws SQLException {
    AgingClock aging = new AgingClock(clock, System::nanoTime);
    new ClockTick(store, clock, aging).begin(accepted);
    return aging;
  }

  @Test
  void emptyStoreAllowsAnyStart() throws SQLException {
    check(now(), NOTHING_ACCEPTED);
    assertThat(begin(now(), NOTHING_ACCEPTED).stillSince()).isEmpty();
  }

  @Test
  void eachKindOfNewestRowRefusesAStart() throws SQLException {
    Instant future = now().instant().plus(LONG);
    String id = Ids.next(future.toEpochMilli());
    Map<String, List<Object>> writes =
        Map.of(
            "insert into node (id, started_at, seen_at) values ('n', 0, ?)",
            List.of(micros(future)),
            "insert into audit (id, begun_at, operator, action, subject, outcome)"
                + " values (?, 0, 'a', 'b', 'c', 'd')",
            List.of(id),
            "insert into clock (id, seen_at, accepted_until, still_left) values (1, ?, 0, 0)",
            List.of(micros(future)));
    for (Map.Entry<String, List<Object>> each : writes.entrySet()) {
      for (String table : List.of("node", "audit", "clock")) {
        write("delete from " + table);
      }
      check(now(), NOTHING_ACCEPTED);
      write(each.getKey(), each.getValue().toArray());
      assertThatThrownBy(() -> check(now(), NOTHING_ACCEPTED))
          .isInstanceOf(CannotStart.class)
          .hasMessageContainingAll(
              "the newest row of the store is of " + future.toString().substring(0, 16),
              "Set the clock right; nothing was changed.",
              "start once with drawbridge.clock.accept-once=");
    }
  }

  @Test
  void rowsFiveMinutesAheadAreNoReasonToRefuse() throws SQLException {
    beat(now().instant().plus(Duration.ofMinutes(5)));
    check(now(), NOTHING_ACCEPTED);
    beat(now().instant().plus(Duration.ofMinutes(6)));
    assertThatThrownBy(() -> check(now(), NOTHING_ACCEPTED)).isInstanceOf(CannotStart.class);
  }

  @Test
  void acceptedTimeStartsOnceAndLaterStartsNeedItNoMore() throws SQLException {
    Instant future = now().instant().plus(LONG);
    Instant accepted = future.plusSeconds(60);
    beat(future);
    assertThatThrownBy(() -> check(now(), future.minusSeconds(60))).isInstanceOf(CannotStart.class);
    check(now(), accepted);
    assertThat(begin(now(), accepted).stillSince()).isPresent();
    assertThat(row().acceptedUntil()).isEqualTo(accepted.truncatedTo(ChronoUnit.MICROS));
    check(now(), NOTHING_ACCEPTED); // the accepted rows are still in the future
    write("update clock set seen_at = ?", micros(future)); // a second jump
    assertThatThrownBy(() -> check(now(), accepted))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("an earlier start has used its present value or a later one");
    check(now(), accepted.plusSeconds(1));
  }

  @Test
  void acceptanceOfAShorterJumpKeepsThatOfALongerOne() throws SQLException {
    Instant far = now().instant().plus(LONG);
    beat(far);
    begin(now(), far.plusSeconds(60));
    Instant near = far.minus(LONG.dividedBy(2));
    write("update clock set seen_at = ?", micros(near)); // a second jump
    assertThatThrownBy(() -> check(now(), near.plusSeconds(60)))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("accept-once=" + far.plusSeconds(61).truncatedTo(ChronoUnit.SECONDS));
    check(now(), far.plusSeconds(61));
    begin(now(), far.plusSeconds(61));
    check(now(), NOTHING_ACCEPTED);
    assertThat(row().acceptedUntil()).isAfter(far);
  }

  @Test
  void refusedStartWritesNothing() throws SQLException {
    beat(now().instant().plus(LONG));
    assertThatThrownBy(() -> check(now(), NOTHING_ACCEPTED)).isInstanceOf(CannotStart.class);
    try (Connection connection = store.getConnection()) {
      assertThat(new ClockTable(connection).read()).isEmpty();
    }
  }

  @Test
  void clockOfPostgresqlMustBeTheSame() throws SQLException {
    Clock ahead = Clock.offset(now(), Duration.ofMinutes(2));
    if (isH2) {
      check(ahead, NOTHING_ACCEPTED);
      return;
    }
    for (Clock wrong : List.of(ahead, Clock.offset(now(), Duration.ofMinutes(-2)))) {
      assertThatThrownBy(() -> check(wrong, NOTHING_ACCEPTED))
          .isInstanceOf(CannotStart.class)
          .hasMessageContainingAll("the clock of PostgreSQL says", "differ by more than 60 s");
      check(wrong, now().instant().plus(Duration.ofHours(1)));
    }
    check(Clock.offset(now(), Duration.ofSeconds(50)), NOTHING_ACCEPTED);
  }

  @Test
  void nodeAfterALongGapStandsStillForTheClusterAndAcrossRestarts() throws SQLException {
    Instant last = now().instant().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.MICROS);
    beat(last);
    assertThat(begin(now(), NOTHING_ACCEPTED).stillSince()).contains(last);
    AgingClock other = begin(now(), NOTHING_ACCEPTED);
    assertThat(other.stillSince()).contains(last);
    assertThat(other.instant()).isEqualTo(last);
    assertThat(other.stillLeft()).isBetween(Duration.ofHours(23), Duration.ofHours(24));
    write("update clock set still_left = 1");
    assertThat(begin(now(), NOTHING_ACCEPTED).stillSince()).isEmpty();
  }

  @Test
  void jumpOfOneNodeStopsTheAgeingOfAll() throws SQLException {
    AgingClock other = begin(now(), NOTHING_ACCEPTED);
    ClockTick otherTick = new ClockTick(store, now(), other);
    MovableClock clock = new MovableClock();
    clock.moveTo(now().instant());
    AgingClock aging = new AgingClock(clock, System::nanoTime);
    ClockTick tick = new ClockTick(store, clock, aging);
    tick.begin(NOTHING_ACCEPTED);
    Instant before = clock.instant();
    clock.move(LONG);
    assertThat(aging.instant()).isBefore(before.plus(Duration.ofHours(1)));
    tick.tick();
    assertThat(aging.stillSince()).isPresent();
    otherTick.tick();
    assertThat(other.stillSince()).isEqualTo(aging.stillSince());
    assertThat(other.instant()).isBefore(before.plus(Duration.ofHours(1)));
  }

  @Test
  void nodesThatStartTogetherShareOneRow() throws Exception {
    beat(now().instant().minus(Duration.ofDays(3)));
    ExecutorService nodes = Executors.newFixedThreadPool(8);
    try {
      List<Future<Optional<Instant>>> begun = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        begun.add(nodes.submit(() -> begin(now(), NOTHING_ACCEPTED).stillSince()));
      }
      for (Future<Optional<Instant>> each : begun) {
        assertThat(each.get()).isPresent();
      }
    } finally {
      nodes.shutdownNow();
    }
    assertThat(row().stillLeft()).isPositive();
  }
}

package drawbridge.monitoring.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import drawbridge.monitoring.control.Tallies.Point;
import drawbridge.monitoring.entity.Counts;
import drawbridge.monitoring.entity.Resolution;
import drawbridge.platform.store.Purge.Batch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEveryStore
class TalliesTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final TestContainer container;
  private final Tallies tallies;

  TalliesTest(Store store) {
    container = new TestContainer(store.open());
    tallies = container.get(Tallies.class);
  }

  @AfterEach
  void close() {
    container.close();
  }

  @Test
  void countsWithoutActivityAreZero() {
    assertThat(sumSince(NOON)).isEqualTo(Counts.NONE);
    assertThat(tallies.series(NOON, NOON.plusSeconds(150), Resolution.MINUTE))
        .containsExactly(
            new Point(NOON, Counts.NONE),
            new Point(NOON.plusSeconds(60), Counts.NONE),
            new Point(NOON.plusSeconds(120), Counts.NONE));
  }

  @Test
  void countsOfAMinuteAreSummedAcrossNodes() {
    add("one", NOON, counts(1, 10));
    add("one", NOON, counts(2, 20));
    add("two", NOON, counts(4, 40));
    add("two", NOON.plusSeconds(60), counts(8, 80));

    assertThat(sumSince(NOON)).isEqualTo(counts(15, 150));
    assertThat(sumSince(NOON.plusSeconds(59))).isEqualTo(counts(15, 150));
    assertThat(sumSince(NOON.plusSeconds(60))).isEqualTo(counts(8, 80));
    assertThat(tallies.series(NOON, NOON.plusSeconds(60), Resolution.MINUTE))
        .extracting(Point::counts)
        .containsExactly(counts(7, 70), counts(8, 80));
  }

  @Test
  void severalMinutesAreAdded() {
    TreeMap<Instant, Counts> minutes = new TreeMap<>();
    minutes.put(NOON, counts(1, 1));
    minutes.put(NOON.plusSeconds(60), counts(2, 2));
    tallies.add("one", minutes);
    assertThat(sumSince(NOON)).isEqualTo(counts(3, 3));
  }

  @Test
  void hoursAndDaysAreThoseOfUtc() {
    add("one", NOON.minusSeconds(60), counts(1, 0));
    add("one", NOON, counts(2, 0));
    add("one", NOON.plus(Duration.ofMinutes(59)), counts(4, 0));
    add("one", NOON.plus(Duration.ofHours(12)), counts(8, 0));

    assertThat(tallies.series(NOON.minusSeconds(60), NOON.plusSeconds(1800), Resolution.HOUR))
        .containsExactly(
            new Point(NOON.minus(Duration.ofHours(1)), counts(1, 0)),
            new Point(NOON, counts(6, 0)));
    assertThat(tallies.series(NOON, NOON.plus(Duration.ofHours(12)), Resolution.DAY))
        .containsExactly(
            new Point(Instant.parse("2026-03-01T00:00:00Z"), counts(7, 0)),
            new Point(Instant.parse("2026-03-02T00:00:00Z"), counts(8, 0)));
  }

  @Test
  void eachCountHasItsColumn() {
    Counts all = new Counts(1, 2, 8, 3, 4, 5, 6, 7);
    add("one", NOON, all);
    add("one", NOON, all);
    assertThat(sumSince(NOON)).isEqualTo(new Counts(2, 4, 16, 6, 8, 10, 12, 14));
    assertThat(tallies.series(NOON, NOON, Resolution.MINUTE))
        .containsExactly(new Point(NOON, new Counts(2, 4, 16, 6, 8, 10, 12, 14)));
  }

  @Test
  void oldestMinutesAreRemovedInBatches() {
    for (int minute = 0; minute < 5; minute++) {
      add("one", NOON.plusSeconds(60L * minute), counts(1, 1));
    }
    Instant until = NOON.plusSeconds(180);
    assertThat(tallies.remove(until, "", 3)).isEqualTo(new Batch(3, Optional.of("more")));
    assertThat(sumSince(NOON)).isEqualTo(counts(2, 2));
    assertThat(tallies.remove(until, "more", 3)).isEqualTo(new Batch(1, Optional.empty()));
    assertThat(tallies.remove(until, "", 3)).isEqualTo(new Batch(0, Optional.empty()));
    assertThat(sumSince(NOON)).isEqualTo(counts(1, 1));
  }

  private void add(String node, Instant minute, Counts counts) {
    TreeMap<Instant, Counts> minutes = new TreeMap<>();
    minutes.put(minute, counts);
    tallies.add(node, minutes);
  }

  private Counts sumSince(Instant from) {
    return tallies.series(from, NOON.plus(Duration.ofHours(1)), Resolution.MINUTE).stream()
        .map(Point::counts)
        .reduce(Counts.NONE, Counts::plus);
  }

  private static Counts counts(long accepted, long failed) {
    return new Counts(accepted, 0, 0, 0, 0, 0, failed, 0);
  }
}

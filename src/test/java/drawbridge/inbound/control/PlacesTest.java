package drawbridge.inbound.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.inbound.entity.Rate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R5")
class PlacesTest {

  @SuppressWarnings("UnnecessaryAssignment") // there is no container here
  private static Places of(int most) {
    Places places = new Places();
    places.limits =
        new SenderLimits(Rate.UNLIMITED, Rate.UNLIMITED, most, Duration.ofSeconds(1), 1);
    return places;
  }

  @Test
  void oneWorkspaceGetsHalfOfThePlacesAndAllTogetherAllOfThem() {
    Places places = of(5);
    assertThat(IntStream.range(0, 9).filter(each -> places.enter("a"))).hasSize(2);
    assertThat(IntStream.range(0, 9).filter(each -> places.enter("b"))).hasSize(2);
    assertThat(IntStream.range(0, 9).filter(each -> places.enter("c"))).hasSize(1);
    assertThat(places.enter("d")).isFalse();
    places.leave("a");
    assertThat(places.enter("c")).isTrue();
    assertThat(places.enter("a")).isFalse();
  }

  @Test
  void whereThereIsOnePlaceAnybodyGetsIt() {
    Places places = of(1);
    assertThat(places.enter("a")).isTrue();
    assertThat(places.enter("b")).isFalse();
    places.leave("a");
    assertThat(places.enter("b")).isTrue();
  }

  @Test
  void placesThatWereLeftAreThereAgainHoweverManyCameAtOnce() {
    Places places = of(8);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    IntStream.range(0, 100_000)
        .parallel()
        .forEach(
            each -> {
              String workspace = "w" + each % 3;
              if (places.enter(workspace)) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                inside.decrementAndGet();
                places.leave(workspace);
              }
            });
    assertThat(most.get()).isBetween(1, 8);
    assertThat(IntStream.range(0, 9).filter(each -> places.enter("a"))).hasSize(4);
    assertThat(IntStream.range(0, 9).filter(each -> places.enter("b"))).hasSize(4);
  }
}

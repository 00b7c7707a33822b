package drawbridge.inbound.control.count;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Reachable;
import drawbridge.fixture.Store;
import drawbridge.fixture.SwitchedStore;
import drawbridge.fixture.TestContainer;
import drawbridge.inbound.entity.UnknownUrl;
import drawbridge.platform.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@Tag("R9")
@OnEveryStore
class UnknownUrlsTest {

  private static final String ID = "aB3dE6_hIjKlMnOpQrStUvWxYz012345";

  @Parameter Store on;
  private MovableClock clock;
  private SwitchedStore store;
  private TestContainer container;
  private UnknownUrls urls;
  private UnknownUrlLedger ledger;

  @BeforeEach
  void setUp() {
    clock = new MovableClock();
    store = new SwitchedStore(on.open());
    container = new TestContainer(store).with(Clock.class, clock);
    urls = container.get(UnknownUrls.class);
    ledger = container.get(UnknownUrlLedger.class);
    ledger.removeOld(clock.instant().plus(Duration.ofDays(10_000)), "", 1_000_000);
  }

  @AfterEach
  void tearDown() {
    container.close();
  }

  @Test
  void sixCharactersAndADigestAreStored() {
    urls.countTrigger("default", ID);
    Instant first = clock.instant();
    clock.move(Duration.ofSeconds(5));
    urls.countTrigger("default", ID);
    urls.write();
    clock.move(Duration.ofSeconds(5));
    urls.countTrigger("default", ID);
    urls.write();

    UnknownUrl url = stored().get(0);
    assertThat(url.kind()).isEqualTo("trigger");
    assertThat(url.workspace()).isEqualTo("default");
    assertThat(url.prefix()).isEqualTo("aB3dE6");
    assertThat(url.digest()).isEqualTo(Sha256.hex(ID.getBytes(StandardCharsets.UTF_8)));
    assertThat(url.count()).isEqualTo(3);
    assertThat(url.firstAt()).isEqualTo(first);
    assertThat(url.lastAt()).isEqualTo(clock.instant());
  }

  @Test
  void kindsAndWorkspacesAreCountedApart() {
    urls.countTrigger("default", "same");
    urls.countTrigger("", "same");
    urls.countWorkspace("same");
    urls.write();
    assertThat(stored()).hasSize(3).allMatch(url -> url.count() == 1);
  }

  @Test
  void thousandUrlsAnHourAreCountedApart() {
    for (int i = 0; i < 1_500; i++) {
      urls.countTrigger("", "scan " + i);
    }
    urls.countTrigger("", "scan 7");
    store.offAtCommit(-1, true); // counts from here
    urls.write();
    assertThat(store.commits()).isOne();

    assertThat(stored()).hasSize(1_001);
    assertThat(stored())
        .filteredOn(url -> url.digest().isEmpty())
        .extracting(UnknownUrl::count)
        .containsExactly(500L);

    clock.move(Duration.ofHours(1));
    urls.countTrigger("", "scan of the next hour");
    urls.write();
    assertThat(stored()).hasSize(1_002);
  }

  @Test
  void equalUrlsShareAnEntry() {
    for (int request = 0; request < 10_000; request++) {
      urls.countTrigger("", ID);
    }
    Reachable held = Reachable.from(List.of(urls));
    assertThat(held.count("UnknownUrls.apart[]")).isOne();
    assertThat(held.count("UnknownUrls.counts.pending{key}"))
        .as("the key in both is one object")
        .isZero();
    urls.write();
    assertThat(stored()).extracting(UnknownUrl::count).containsExactly(10_000L);
  }

  /** A scan during an outage, with keys of any length and characters. */
  @Test
  void mapsStayWithinTheirBoundWhileTheStoreIsAway() {
    store.off();
    String hostile = "\0\uD800/../%zz ".repeat(1_000);
    for (int hour = 0; hour < 4; hour++) {
      for (int i = 0; i < 2_000; i++) {
        urls.countTrigger("", hour + " " + i + hostile);
        urls.countWorkspace(hour + " " + i + hostile);
      }
      urls.write();
      Reachable held = Reachable.from(List.of(urls));
      assertThat(held.count("UnknownUrls.apart[]")).isLessThanOrEqualTo(1_000);
      assertThat(held.count("UnknownUrls.counts.pending{}")).isLessThanOrEqualTo(1_002);
      clock.move(Duration.ofHours(1));
    }
    store.on();
    urls.write();
    assertThat(stored()).hasSizeLessThanOrEqualTo(1_002);
    assertThat(stored().stream().mapToLong(UnknownUrl::count).sum()).isEqualTo(4 * 2 * 2_000);
    assertThat(stored()).allMatch(url -> url.prefix().length() <= 6);
  }

  @Test
  void memoryIsReleasedAfterTheHour() {
    for (int i = 0; i < 1_500; i++) {
      urls.countTrigger("", "scan " + i);
    }
    urls.write();
    assertThat(Reachable.from(List.of(urls)).count("UnknownUrls.apart[]")).isEqualTo(1_000);
    clock.move(Duration.ofHours(1));
    urls.write();
    Reachable held = Reachable.from(List.of(urls));
    assertThat(held.count("UnknownUrls.apart[]")).isZero();
    assertThat(held.count("UnknownUrls.counts.pending{}")).isZero();
  }

  @Test
  void charactersThatStoresOrPagesRefuseAreReplaced() {
    urls.countWorkspace("a\0\n\u202Eb");
    urls.countWorkspace("");
    urls.write();
    assertThat(stored()).extracting(UnknownUrl::prefix).containsExactlyInAnyOrder("a???b", "");
  }

  @Test
  void failedWriteIsRepeated() {
    urls.countWorkspace("a");
    store.off();
    urls.write();
    urls.countWorkspace("a");
    store.on();
    urls.write();
    assertThat(stored()).extracting(UnknownUrl::count).containsExactly(2L);
  }

  @Test
  void countIsDeletedAtItsAgeAfterItsLastIncrement() {
    urls.countWorkspace("once");
    urls.countWorkspace("again");
    urls.write();
    Instant first = clock.instant();
    clock.move(Duration.ofDays(1));
    urls.countWorkspace("again");
    urls.write();
    assertThat(ledger.removeOld(first, "", 100).removed()).isOne();
    assertThat(stored()).extracting(UnknownUrl::prefix).containsExactly("again");
  }

  private List<UnknownUrl> stored() {
    return ledger.latest(10_000);
  }
}

package drawbridge.admin.live.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.admin.control.requests.NewRequests;
import drawbridge.admin.control.requests.RequestLine;
import drawbridge.admin.control.requests.RequestQuery;
import drawbridge.fixture.MovableClock;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import drawbridge.platform.Ids;
import drawbridge.platform.stream.EventSink;
import drawbridge.run.control.Requests;
import drawbridge.run.entity.ReceivedRequest;
import drawbridge.run.entity.RequestData;
import drawbridge.run.entity.RequestVerdicts;
import drawbridge.workspace.control.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEveryStore
class LiveRequestsTest {

  private final MovableClock clock = new MovableClock();
  private final TestContainer container;
  private final NewRequests requests;
  private String workspace;
  private Feed feed;

  LiveRequestsTest(Store store) {
    container = new TestContainer(store.open()).with(Clock.class, clock);
    requests = container.get(NewRequests.class);
  }

  @BeforeEach
  void setUp() {
    workspace = container.get(Workspaces.class).create("default", "a secret").orElseThrow().id();
    store(1);
    feed = new Feed(requests, workspace, clock.instant());
  }

  @AfterEach
  void close() {
    container.close();
  }

  /** A client with the ids that it has got. */
  private static final class Client implements EventSink {
    private final List<String> ids = new ArrayList<>();
    private long skipped;
    private int beats;
    private boolean isEnded;

    @Override
    public void send(String id, Supplier<String> data) {
      ids.add(data.get());
    }

    @Override
    public void skip(long count) {
      skipped += count;
    }

    @Override
    public void beat() {
      beats++;
    }

    @Override
    public void end() {
      isEnded = true;
    }

    @Override
    public boolean isEnded() {
      return isEnded;
    }
  }

  private String store(String id, @Nullable String trigger, String header) {
    RequestVerdicts verdicts = new RequestVerdicts();
    verdicts.ignore("uid");
    RequestData data =
        new RequestData(
            id, "POST", Map.of("x-event", header), Map.of(), Optional.empty(), false, false);
    container
        .get(Requests.class)
        .insert(
            List.of(
                new ReceivedRequest(
                    workspace,
                    data,
                    trigger,
                    ReceivedRequest.Answered.json(202),
                    verdicts,
                    "{\"who\":\"" + header + "\"}")));
    return id;
  }

  private List<String> store(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(store(Ids.next(clock.millis() + i), null, "push"));
    }
    return ids;
  }

  private Subscription subscription(Client client, RequestQuery query, Optional<String> after) {
    LiveStream stream = new LiveStream("ada", workspace, query, after, RequestLine::requestId);
    return new Subscription(stream, client, clock.instant());
  }

  private static RequestQuery all() {
    return RequestQuery.live(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void eachTurnReturnsNewRequestsOnce() {
    Client client = new Client();
    Subscription stream = subscription(client, all(), Optional.empty());
    List<String> first = store(3);
    stream.send(requests, feed.next(clock.instant()));
    assertThat(client.ids).isEqualTo(first);
    stream.send(requests, feed.next(clock.instant()));
    assertThat(client.ids).hasSize(3);
  }

  @Test
  void rowsThatAreStoredLateAreSent() {
    Client client = new Client();
    Subscription stream = subscription(client, all(), Optional.empty());
    clock.move(Duration.ofSeconds(50));
    String late = store(Ids.next(clock.millis() - 4_000), null, "push");
    stream.send(requests, feed.next(clock.instant()));
    assertThat(client.ids).containsExactly(late);

    String later = store(Ids.next(clock.millis() - 40_000), null, "push");
    for (int turn = 0; turn < 10; turn++) {
      stream.send(requests, feed.next(clock.instant()));
    }
    assertThat(client.ids).containsExactly(late, later);
  }

  @Test
  void clientThatConnectsAgainMissesNothing() {
    List<String> seen = store(2);
    clock.move(Duration.ofSeconds(20));
    List<String> missed = store(5);
    Client client = new Client();
    Subscription stream = subscription(client, all(), Optional.of(seen.get(1)));
    assertThat(stream.isCurrent()).isFalse();
    stream.catchUp(requests);
    assertThat(client.ids).containsAll(missed).doesNotContain(seen.get(1));
    assertThat(stream.isCurrent()).isTrue();
  }

  @Test
  void newStreamGetsWhatArrivedSinceItBegan() {
    Client client = new Client();
    clock.move(Duration.ofSeconds(1));
    Subscription stream = subscription(client, all(), Optional.empty());
    List<String> since = store(2);
    stream.catchUp(requests);
    assertThat(client.ids).isEqualTo(since);
  }

  @Test
  void rowThatIsStoredBetweenTheFeedAndTheCatchUpIsSentOnce() {
    Client client = new Client();
    clock.move(Duration.ofSeconds(1));
    Subscription stream = subscription(client, all(), Optional.empty());
    assertThat(feed.next(clock.instant())).isNotNull();
    List<String> between = store(2);
    stream.catchUp(requests);
    stream.send(requests, feed.next(clock.instant()));
    assertThat(client.ids).isEqualTo(between);
    clock.move(Duration.ofSeconds(1));
    List<String> after = store(1);
    stream.send(requests, feed.next(clock.instant()));
    assertThat(client.ids).endsWith(after.get(0)).hasSize(3);
  }

  @Test
  void filterDecides() {
    String other = Ids.next(0);
    String found = store(Ids.next(clock.millis()), other, "issue");
    store(Ids.next(clock.millis()), other, "push");
    store(Ids.next(clock.millis()), null, "issue");
    var batch = feed.next(clock.instant());
    for (RequestQuery query :
        List.of(
            RequestQuery.live(
                Optional.of(other),
                Optional.of(RequestQuery.StatusRange.parse("2xx")),
                Optional.empty(),
                Optional.of(RequestQuery.Header.parse("X-Event: ISSUE"))),
            RequestQuery.live(
                Optional.of(other), Optional.empty(), Optional.of("ISSUE"), Optional.empty()))) {
      Client client = new Client();
      subscription(client, query, Optional.empty()).send(requests, batch);
      assertThat(client.ids).containsExactly(found);
    }
  }

  @Test
  void moreRequestsThanATurnReadsAreSkippedAndTold() {
    List<String> ids = store(1_003);
    Client client = new Client();
    subscription(client, all(), Optional.empty()).send(requests, feed.next(clock.instant()));
    assertThat(client.skipped).isEqualTo(3);
    assertThat(client.ids).isEqualTo(ids.subList(3, 1_003));
  }

  @Test
  void streamIsKeptAliveAndEndsAfterAMinute() {
    Client client = new Client();
    Subscription stream = subscription(client, all(), Optional.empty());
    for (int second = 0; second < 60; second++) {
      clock.move(Duration.ofSeconds(1));
      stream.tick(clock.instant());
    }
    assertThat(client.beats).isEqualTo(3);
    assertThat(stream.isEnded()).isFalse();
    clock.move(Duration.ofSeconds(1));
    stream.tick(clock.instant());
    assertThat(stream.isEnded()).isTrue();
  }
}

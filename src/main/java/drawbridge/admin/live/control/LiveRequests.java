package drawbridge.admin.live.control;

import drawbridge.admin.control.requests.NewRequests;
import drawbridge.platform.Permits;
import drawbridge.platform.Recurring;
import drawbridge.platform.control.OpenRequests;
import drawbridge.platform.stream.EventSink;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Sends new requests to the clients that read streams on this node. One reader asks the store twice
 * a second for each workspace that has a stream, and not at all without streams. A client that
 * connects again may get a request twice, with the same id.
 */
@ApplicationScoped
public class LiveRequests {

  /** The most streams of this node; one operator may have half of them. */
  public static final int MOST_STREAMS = 64;

  /** What a client is told that finds too many streams. */
  public static final String TOO_MANY =
      "Too many streams are open on this node, or by this operator. Close one, or retry later.";

  private static final Duration PAUSE = Duration.ofMillis(500);

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject NewRequests requests;
  @Inject OpenRequests open;
  @Inject Clock clock;

  private final Permits permits = new Permits(MOST_STREAMS);
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private final Map<String, Feed> feeds = new HashMap<>();

  /** Begins the reply to a client. */
  public interface Beginning {
    EventSink begin() throws IOException;
  }

  @PostConstruct
  void start() {
    Recurring.begin(timer, PAUSE, "read of new requests for streams", this::turn);
  }

  /**
   * Opens a stream.
   *
   * @param beginning not called when there are too many streams
   * @return whether it is open
   */
  public boolean open(LiveStream stream, Beginning beginning) throws IOException {
    if (!permits.tryAcquire(stream.operator())) {
      return false;
    }
    boolean isBegun = false;
    try {
      subscriptions.add(new Subscription(stream, beginning.begin(), clock.instant()));
      isBegun = true;
    } finally {
      if (!isBegun) {
        permits.release(stream.operator());
      }
    }
    return true;
  }

  private void turn() {
    if (subscriptions.isEmpty()) {
      feeds.clear();
      return;
    }
    Instant now = clock.instant();
    if (open.isClosed()) {
      end();
    }
    subscriptions.forEach(it -> it.tick(now));
    removeEnded();
    Set<String> workspaces = new HashSet<>();
    subscriptions.forEach(it -> workspaces.add(it.stream().workspaceId()));
    feeds.keySet().retainAll(workspaces);
    workspaces.forEach(workspaceId -> serve(workspaceId, now));
  }

  private void serve(String workspaceId, Instant now) {
    Feed feed = feeds.computeIfAbsent(workspaceId, id -> new Feed(requests, id, now));
    NewRequests.Batch batch = feed.next(now);
    for (Subscription each : subscriptions) {
      if (each.stream().workspaceId().equals(workspaceId)) {
        if (each.isCurrent()) {
          each.send(requests, batch);
        } else {
          each.catchUp(requests);
        }
      }
    }
  }

  private void removeEnded() {
    List<Subscription> ended = subscriptions.stream().filter(Subscription::isEnded).toList();
    subscriptions.removeAll(ended);
    ended.forEach(each -> permits.release(each.stream().operator()));
  }

  @PreDestroy
  void end() {
    subscriptions.forEach(Subscription::end);
  }
}

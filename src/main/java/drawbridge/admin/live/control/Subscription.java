package drawbridge.admin.live.control;

import drawbridge.admin.control.requests.NewRequests;
import drawbridge.platform.Ids;
import drawbridge.platform.stream.EventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A stream that a client reads. Used by the reader's thread only. */
final class Subscription {

  /**
   * The longest stream. The client connects again, which authenticates it anew: a stream ends with
   * its session, account or role.
   */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private static final Duration BEAT = Duration.ofSeconds(15);

  private final LiveStream stream;
  private final EventSink sink;
  private final Instant begunAt;
  private Instant beatAt;
  private boolean isCurrent;

  /** Ids that were sent to catch up; the feed may find them only at its next turn. */
  private Set<String> caughtUp = Set.of();

  Subscription(LiveStream stream, EventSink sink, Instant begunAt) {
    this.stream = stream;
    this.sink = sink;
    this.begunAt = begunAt;
    this.beatAt = begunAt;
  }

  LiveStream stream() {
    return stream;
  }

  /** Returns whether the client has what arrived before the present turn. */
  boolean isCurrent() {
    return isCurrent;
  }

  /** Sends what arrived since the stream began, or after the last request that the client has. */
  void catchUp(NewRequests requests) {
    isCurrent = true;
    String from =
        stream
            .after()
            .map(id -> Ids.floor(Ids.time(id).minus(Feed.LATENESS)))
            .orElse(Ids.floor(begunAt));
    List<String> ids =
        requests.ids(stream.workspaceId(), from).stream()
            .filter(id -> !stream.after().equals(Optional.of(id)))
            .toList();
    send(requests, requests.read(stream.workspaceId(), ids));
    caughtUp = Set.copyOf(ids);
  }

  /** Sends those requests that pass the filter and were not sent to catch up. */
  void send(NewRequests requests, NewRequests.Batch batch) {
    if (batch.skipped() > 0) {
      sink.skip(batch.skipped());
    }
    requests.passing(stream.workspaceId(), batch, stream.query()).stream()
        .filter(line -> !caughtUp.contains(line.requestId()))
        .forEach(line -> sink.send(line.requestId(), () -> stream.written().apply(line)));
  }

  /** Keeps the connection alive, or ends the stream when it is old. */
  void tick(Instant now) {
    if (now.isAfter(begunAt.plus(LONGEST))) {
      sink.end();
    } else if (now.isAfter(beatAt.plus(BEAT))) {
      beatAt = now;
      sink.beat();
    }
  }

  void end() {
    sink.end();
  }

  boolean isEnded() {
    return sink.isEnded();
  }
}

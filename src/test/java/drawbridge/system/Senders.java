package drawbridge.system;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.awaitility.Awaitility;

/**
 * Several senders that send one request after another, each with a unique uid, until they are
 * stopped.
 */
final class Senders implements AutoCloseable {

  /**
   * A reply.
   *
   * @param sent by {@link System#nanoTime}
   * @param status 0 when the connection ended without a reply
   */
  record Answer(String uid, long sent, int status, long millis, boolean hasRetryAfter) {

    boolean isAcknowledgement() {
      return status == 200 || status == 202;
    }
  }

  private static final long PAUSE_MILLIS = 200;

  private final ScheduledExecutorService threads;
  private final Function<String, HttpResponse<String>> post;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

  /** Starts the senders. */
  Senders(int count, Function<String, HttpResponse<String>> post) {
    this(count, post, PAUSE_MILLIS);
  }

  /** Starts senders that pause between a reply and the next request. */
  Senders(int count, Function<String, HttpResponse<String>> post, long pauseMillis) {
    this.post = post;
    threads = Executors.newScheduledThreadPool(count);
    for (int i = 0; i < count; i++) {
      var unused =
          threads.scheduleWithFixedDelay(this::send, 0, pauseMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void send() {
    String uid = UUID.randomUUID().toString();
    long sent = System.nanoTime();
    try {
      HttpResponse<String> reply = post.apply(uid);
      boolean hasRetryAfter = reply.headers().firstValue("Retry-After").isPresent();
      answers.add(new Answer(uid, sent, reply.statusCode(), millisSince(sent), hasRetryAfter));
    } catch (IllegalStateException e) {
      answers.add(new Answer(uid, sent, 0, millisSince(sent), false));
    }
  }

  static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  /** Returns all replies in order of arrival. */
  List<Answer> answers() {
    return List.copyOf(answers);
  }

  /** Returns the uids that got a 2xx. */
  List<String> acknowledged() {
    return answers.stream().filter(Answer::isAcknowledgement).map(Answer::uid).toList();
  }

  /** Waits for the next 2xx. */
  void awaitAcknowledgement(Duration most) {
    int before = acknowledged().size();
    Awaitility.await()
        .atMost(most)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> acknowledged().size() > before);
  }

  /** Returns the replies to requests sent since then. */
  List<Answer> since(long nanos) {
    return answers.stream().filter(answer -> answer.sent() >= nanos).toList();
  }

  /** Describes replies: counts by status, maximum and 90th percentile. */
  static String describe(List<Answer> answers) {
    long refused = answers.stream().filter(answer -> answer.status() == 503).count();
    long acknowledged = answers.stream().filter(Answer::isAcknowledgement).count();
    return "%d replies, %d acknowledged, %d times 503, nine of ten within %d ms, slowest %d ms"
        .formatted(answers.size(), acknowledged, refused, millis(answers, 0.9), millis(answers, 1));
  }

  /** Returns the time within which that share of the replies arrived. */
  static long millis(List<Answer> answers, double share) {
    long[] sorted = answers.stream().mapToLong(Answer::millis).sorted().toArray();
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  /** Stops sending; returns after the last reply. */
  void end() throws InterruptedException {
    threads.shutdown();
    if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("a sender has no reply yet");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

package drawbridge.system;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** Several who send request after request, each with a uid of its own, until they are told to end. */
final class Senders implements AutoCloseable {

  /** One reply; status 0 where the connection ended without one. */
  record Answer(String uid, int status, long millis, boolean hasRetryAfter) {

    boolean isAcknowledgement() {
      return status == 200 || status == 202;
    }
  }

  private static final long PAUSE_MILLIS = 200;

  private final ScheduledExecutorService threads;
  private final Function<String, HttpResponse<String>> post;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

  /** Begins at once. */
  Senders(int count, Function<String, HttpResponse<String>> post) {
    this.post = post;
    threads = Executors.newScheduledThreadPool(count);
    for (int i = 0; i < count; i++) {
      var unused =
          threads.scheduleWithFixedDelay(this::send, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void send() {
    String uid = UUID.randomUUID().toString();
    long sent = System.nanoTime();
    try {
      HttpResponse<String> reply = post.apply(uid);
      boolean hasRetryAfter = reply.headers().firstValue("Retry-After").isPresent();
      answers.add(new Answer(uid, reply.statusCode(), millisSince(sent), hasRetryAfter));
    } catch (IllegalStateException e) {
      answers.add(new Answer(uid, 0, millisSince(sent), false));
    }
  }

  static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  /** Every reply so far, in the order of their coming. */
  List<Answer> answers() {
    return List.copyOf(answers);
  }

  /** Uids that were answered 2xx. */
  List<String> acknowledged() {
    return answers.stream().filter(Answer::isAcknowledgement).map(Answer::uid).toList();
  }

  /** Waits for a 2xx that comes from now on. */
  void awaitAcknowledgement(Duration most) {
    int before = acknowledged().size();
    Awaitility.await()
        .atMost(most)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> acknowledged().size() > before);
  }

  /** How many of which, and the slowest. */
  String inWords() {
    List<Answer> all = answers();
    long refused = all.stream().filter(answer -> answer.status() == 503).count();
    long acknowledged = all.stream().filter(Answer::isAcknowledgement).count();
    return "%d replies, %d acknowledged, %d times 503, slowest %d ms"
        .formatted(
            all.size(),
            acknowledged,
            refused,
            all.stream().mapToLong(Answer::millis).max().orElse(0));
  }

  /** Sends nothing more; returns when the last reply is there. */
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

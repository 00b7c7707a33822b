package drawbridge.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import drawbridge.system.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Sends requests with unique uids in sequence, and repeats each at any node until it is
 * acknowledged. It gives up a few after an unanswered attempt, and sends a few answered ones again.
 */
final class Sender {

  /** A sender waits for a reply this long. */
  static final Duration ATTEMPT = Duration.ofSeconds(3);

  private static final Duration BETWEEN = Duration.ofMillis(400);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int MAX_BREAK_MILLIS = 400;

  /** Data that the stores keep beside the row. */
  private static final String LARGE = "large".repeat(10_000);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  private final String name;
  private final Random random;
  private final List<Node> nodes;
  private final String sink;
  private final Book book;

  /**
   * Makes a sender.
   *
   * @param name prefix of its uids
   * @param sink address that its runs call
   */
  Sender(String name, Random random, List<Node> nodes, String sink, Book book) {
    this.name = name;
    this.random = random;
    this.nodes = nodes;
    this.sink = sink;
    this.book = book;
  }

  /** Sends until the round is over, then until the last request is acknowledged. */
  void send(BooleanSupplier isOver) {
    for (int number = 0; !isOver.getAsBoolean(); number++) {
      String uid = name + "-" + number;
      List<String> uids =
          random.nextInt(3) > 0
              ? List.of(uid)
              : IntStream.rangeClosed(1, 2 + random.nextInt(6))
                  .mapToObj(n -> uid + "." + n)
                  .toList();
      boolean fickle = random.nextInt(20) == 0;
      String body = body(uids);
      if (deliver(uids, body, fickle) && random.nextInt(10) == 0) {
        deliver(uids, body, true);
      }
      Waits.pass(Duration.ofMillis(random.nextInt(MAX_BREAK_MILLIS)));
    }
  }

  private boolean deliver(List<String> uids, String body, boolean fickle) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (boolean repeated = false; System.nanoTime() < end; repeated = true) {
      Optional<HttpResponse<String>> answer = post(body);
      if (answer.isPresent() && answer.get().statusCode() < 300) {
        read(uids, answer.get().body(), repeated);
        return true;
      }
      book.refused();
      if (fickle) {
        book.giveUp(uids.size());
        return false;
      }
      Waits.pass(BETWEEN);
    }
    book.fault("not acknowledged in " + PATIENCE + ": " + uids);
    return false;
  }

  /** Makes one attempt; returns empty without a reply, or for a status that asks to retry. */
  private Optional<HttpResponse<String>> post(String body) {
    Node node = nodes.get(random.nextInt(nodes.size()));
    if (node.isHeld()) {
      return Optional.empty();
    }
    boolean ready = node.isReady();
    URI target = node.base().resolve("/api/inbound/default");
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(ATTEMPT)
            .header("Content-Type", "application/json")
            .header("Inbound-Webhook-Secret", Server.SECRET)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    book.requested();
    try {
      HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (ready && answer.statusCode() >= 300 && answer.statusCode() < 500) {
        book.fault("a ready node answered " + answer.statusCode() + ": " + answer.body());
      }
      return Optional.of(answer);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void read(List<String> uids, String answer, boolean repeated) {
    JsonNode results = Json.read(answer).path("results");
    if (results.size() != uids.size()) {
      book.fault("as many results as entries were expected: " + answer);
      return;
    }
    for (JsonNode result : results) {
      String status = result.path("status").asText();
      if (status.equals("accepted") || status.equals("duplicate")) {
        book.note(
            new Acknowledgement(
                result.path("uid").asText(),
                result.path("runId").asText(),
                status.equals("duplicate"),
                repeated,
                uids.size() > 1));
      } else {
        book.fault("answered " + result);
      }
    }
  }

  private String body(List<String> uids) {
    ObjectNode body = Json.object().put("workflow", Cluster.WORKFLOW);
    if (uids.size() == 1) {
      return Json.write(fill(body, uids.get(0)));
    }
    var batch = body.putArray("batch");
    uids.forEach(uid -> fill(batch.addObject(), uid));
    return Json.write(body);
  }

  private ObjectNode fill(ObjectNode entry, String uid) {
    entry.put("uid", uid).put("sink", sink).put("mark", uid);
    return random.nextInt(8) == 0 ? entry.put("large", LARGE) : entry;
  }
}

package drawbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import drawbridge.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;

/** One execution of a case, with its own uids. */
final class CaseRun {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Wire wire;
  private final Function<JsonNode, String> triggers;
  private final Map<String, String> names;
  private Bindings bindings;

  /**
   * @param triggers creates a trigger with a setup and returns the path of its URL
   */
  CaseRun(Wire wire, Map<String, String> names, Function<JsonNode, String> triggers) {
    this.wire = wire;
    this.names = names;
    this.triggers = triggers;
    this.bindings = Bindings.of(names);
  }

  /**
   * Executes a case.
   *
   * @throws AssertionError when an answer differs from the expectation
   */
  void execute(ContractCase one) {
    Map<String, String> known = new HashMap<>(names);
    one.triggers()
        .properties()
        .forEach(each -> known.put("trigger:" + each.getKey(), triggers.apply(each.getValue())));
    bindings = Bindings.of(known);
    for (int i = 0; i < one.exchanges().size(); i++) {
      execute(one.exchanges().get(i), one.file() + ", request " + i);
    }
  }

  private void execute(Exchange exchange, String name) {
    Wire.Request request = exchange.toRequest(bindings);
    List<Wire.Answer> answers = new ArrayList<>(send(request, exchange.copies()));
    Wire.Answer first = answers.get(0);
    if (answers.size() > 1) {
      first =
          answers.stream()
              .filter(answer -> differenceOf(exchange.expect(), answer, bindings.copy()).isEmpty())
              .findFirst()
              .orElse(first);
    }
    answers.remove(first);
    check(exchange.expect(), first, name);
    answers.forEach(answer -> check(exchange.expectOthers(), answer, name + ", another copy"));
    if (exchange.expect().has("run")) {
      awaitRun(exchange.expect().path("run"), Json.read(first.body()), name);
    }
  }

  private List<Wire.Answer> send(Wire.Request request, int copies) {
    ExecutorService threads = Executors.newFixedThreadPool(copies);
    try {
      List<CompletableFuture<Wire.Answer>> sent =
          Stream.generate(() -> CompletableFuture.supplyAsync(() -> wire.send(request), threads))
              .limit(copies)
              .toList();
      return sent.stream().map(CompletableFuture::join).toList();
    } finally {
      threads.shutdown();
    }
  }

  private void check(JsonNode expect, Wire.Answer answer, String name) {
    Bindings matched = bindings.copy();
    assertThat(differenceOf(expect, answer, matched))
        .as("%s: %s %s", name, answer.status(), answer.body())
        .isEmpty();
    bindings.adopt(matched);
  }

  private static Optional<String> differenceOf(JsonNode expect, Wire.Answer answer, Bindings own) {
    if (expect.path("status").asInt() != answer.status()) {
      return Optional.of("status " + expect.path("status") + " ≠ " + answer.status());
    }
    String mediaType = expect.path("mediaType").asText(answer.mediaType());
    if (!mediaType.equals(answer.mediaType())) {
      return Optional.of("media type " + mediaType + " ≠ " + answer.mediaType());
    }
    Optional<String> header =
        expect.path("headers").properties().stream()
            .filter(it -> !own.fill(it.getValue().asText()).equals(valueOf(answer, it.getKey())))
            .map(it -> "header " + it.getKey() + " is " + valueOf(answer, it.getKey()))
            .findFirst();
    if (header.isPresent()) {
      return header;
    }
    if (expect.has("text") && !own.fill(expect.path("text").asText()).equals(answer.body())) {
      return Optional.of("text " + expect.path("text") + " ≠ " + answer.body());
    }
    if (!expect.has("body")) {
      return Optional.empty();
    }
    JsonNode body = answer.body().isEmpty() ? MissingNode.getInstance() : Json.read(answer.body());
    return new Expected(own).difference(expect.path("body"), body);
  }

  private static String valueOf(Wire.Answer answer, String header) {
    return answer.header(header).orElse("<absent>");
  }

  /** Polls the first run of the reply until it matches. */
  private void awaitRun(JsonNode expected, JsonNode reply, String name) {
    String location = reply.at("/results/0/location").asText();
    Map<String, String> secret = Map.of("Inbound-Webhook-Secret", bindings.fill("{secret}"));
    Wire.Request get = new Wire.Request("GET", location, secret, "", StandardCharsets.UTF_8);
    await(name)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Wire.Answer answer = wire.send(get);
              assertThat(answer.status()).as(answer.body()).isEqualTo(200);
              Expected own = new Expected(bindings.copy());
              assertThat(own.difference(expected, Json.read(answer.body()))).isEmpty();
            });
  }
}

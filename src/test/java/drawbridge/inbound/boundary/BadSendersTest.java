package drawbridge.inbound.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.contract.ContractCases;
import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import drawbridge.inbound.control.limit.SenderLimits;
import drawbridge.inbound.entity.Rate;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rates limit authenticated senders; unauthenticated requests do not load the store. */
@Tag("R5")
class BadSendersTest {

  private static final String BODY = "{\"workflow\": \"greet\"}";

  private static WireInMemory wire(String rate) throws IOException {
    SenderLimits limits =
        new SenderLimits(Rate.parse(rate), Rate.UNLIMITED, 8, Duration.ofSeconds(1), 10);
    return new WireInMemory(Stores.h2(), "a secret", limits)
        .workflows(ContractCases.DIRECTORY.resolve("workflows"));
  }

  @Test
  void everyReplyHasRateLimitHeaders() throws IOException {
    try (WireInMemory wire = wire("1/s burst 3")) {
      assertThat(post(wire, "a secret", BODY))
          .returns(202, Wire.Answer::status)
          .satisfies(answer -> assertRateLimit(answer, "\"workspace\";r=2;t=2"));
      assertThat(post(wire, "a secret", "no JSON"))
          .returns(400, Wire.Answer::status)
          .satisfies(answer -> assertRateLimit(answer, "\"workspace\";r=1;t=1"));
      assertThat(status(wire))
          .returns(404, Wire.Answer::status)
          .satisfies(answer -> assertRateLimit(answer, "\"workspace\";r=0;t=1"));

      Wire.Answer refused = post(wire, "a secret", BODY);
      assertThat(refused.status()).isEqualTo(429);
      assertRateLimit(refused, "\"workspace\";r=0;t=1");
      assertThat(refused.header("Retry-After")).contains("1");
      assertThat(Json.read(refused.body()).path("type").asText())
          .isEqualTo("urn:drawbridge:problem:too-many-requests");
    }
  }

  private static void assertRateLimit(Wire.Answer answer, String limit) {
    assertThat(answer.header("RateLimit-Policy")).contains("\"workspace\";q=3;w=3");
    assertThat(answer.header("RateLimit")).contains(limit);
  }

  @Test
  void unauthenticatedRequestsUseNoRateAndGetNoHeaders() throws IOException {
    try (WireInMemory wire = wire("1/s")) {
      for (int each = 0; each < 50; each++) {
        Wire.Answer answer = post(wire, "wrong", BODY);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("RateLimit")).isEmpty();
        assertThat(answer.header("RateLimit-Policy")).isEmpty();
      }
      assertThat(post(wire, "a secret", BODY).status()).isEqualTo(202);
      assertThat(post(wire, "a secret", BODY).status()).isEqualTo(429);
    }
  }

  @Test
  void unlimitedSendersGetNoRateLimitHeaders() throws IOException {
    try (WireInMemory wire = wire("unlimited")) {
      Wire.Answer answer = post(wire, "a secret", BODY);
      assertThat(answer.header("RateLimit")).isEmpty();
      assertThat(answer.header("RateLimit-Policy")).isEmpty();
    }
  }

  @Test
  void floodOfWrongSecretsWritesNothingAndReadsOnceASecond() {
    List<String> writes = new CopyOnWriteArrayList<>();
    AtomicInteger reads = new AtomicInteger();
    DataSource store =
        ProxyDataSourceBuilder.create(Stores.h2())
            .afterQuery(
                (execution, queries) ->
                    queries.forEach(
                        query -> {
                          if (query.getQuery().toLowerCase(Locale.ROOT).startsWith("select")) {
                            reads.incrementAndGet();
                          } else {
                            writes.add(query.getQuery());
                          }
                        }))
            .build();
    try (WireInMemory wire = new WireInMemory(store, "a secret")) {
      post(wire, "wrong", BODY); // reads the secrets once
      writes.clear();
      reads.set(0);
      Instant begun = Instant.now();
      for (int each = 0; each < 2_000; each++) {
        assertThat(post(wire, "wrong " + each, BODY).status()).isEqualTo(401);
      }
      long seconds = Duration.between(begun, Instant.now()).toSeconds();
      assertThat(writes).isEmpty();
      assertThat(reads.get()).isLessThanOrEqualTo(2 * (int) (seconds + 2));
    }
  }

  private static Wire.Answer post(WireInMemory wire, String secret, String body) {
    return wire.send(
        new Wire.Request(
            "POST",
            "/api/inbound/default",
            Map.of("Inbound-Webhook-Secret", secret, "Content-Type", "application/json"),
            body,
            UTF_8));
  }

  private static Wire.Answer status(WireInMemory wire) {
    return wire.send(
        new Wire.Request(
            "GET",
            "/api/inbound/default/runs/none",
            Map.of("Inbound-Webhook-Secret", "a secret"),
            "",
            UTF_8));
  }
}

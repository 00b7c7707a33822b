package drawbridge.provider.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpHandler;
import drawbridge.platform.http.LocalWeb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Key sets of issuers, fetched from a server, good and bad. */
@Tag("T4")
class PublishedKeysTest {

  private static final URI ADDRESS = URI.create("https://keys.example.com/keys");
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final String KEYS =
      new JWKSet(
              new RSAKey.Builder((RSAPublicKey) TestAuthority.rsa().getPublic())
                  .keyID("k1")
                  .build())
          .toString();

  private final LocalWeb web = new LocalWeb(Duration.ofMillis(500));
  private final RemoteKeys keys = new RemoteKeys(web, Set.of());
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    web.close();
    threads.shutdownNow();
  }

  @Test
  void keyIsFetchedOnceAnHour() {
    web.with(ADDRESS.toString(), KEYS);
    for (int second = 0; second < 3600; second += 60) {
      assertThat(lookUp("k1", NOW.plusSeconds(second))).isInstanceOf(Lookup.Found.class);
    }
    assertThat(web.fetched).hasSize(1);
    assertThat(lookUp("k1", NOW.plusSeconds(3600))).isInstanceOf(Lookup.Found.class);
    assertThat(web.fetched).hasSize(2);
  }

  @Test
  void requestsAtOneTimeShareOneFetch() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    web.with(
        ADDRESS.toString(),
        exchange -> {
          await().until(() -> asked.getCount() == 0);
          LocalWeb.answering(200, KEYS.getBytes(UTF_8)).handle(exchange);
        });
    List<Future<Lookup<JWK>>> waiting = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      waiting.add(threads.submit(() -> lookUp("k1", NOW)));
    }
    await().until(() -> web.fetched.size() == 1);
    asked.countDown();
    for (Future<Lookup<JWK>> each : waiting) {
      assertThat(each.get()).isInstanceOf(Lookup.Found.class);
    }
    assertThat(web.fetched).hasSize(1);
  }

  @Test
  void unknownKeysCauseOneFetchAMinute() {
    web.with(ADDRESS.toString(), KEYS);
    Lookup<JWK> unknown = new Lookup.Refused<>("the issuer has no key with this id");
    for (int minute = 0; minute < 3; minute++) {
      for (int guess = 0; guess < 500; guess++) {
        assertThat(lookUp("guess" + guess, NOW.plusSeconds(60L * minute))).isEqualTo(unknown);
      }
    }
    assertThat(web.fetched).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "text/html", "nonsense"})
  void mediaTypeDoesNotMatter(String type) {
    web.with(ADDRESS.toString(), answering(type, "Content-Type", KEYS.getBytes(UTF_8)));
    assertThat(lookUp("k1", NOW)).isInstanceOf(Lookup.Found.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>", "[]", "null", "{\"keys\": {}}", "{\"keys\": [7]}", "{\"keys\":"})
  void malformedSetIsRefusedForTenMinutes(String set) {
    web.with(ADDRESS.toString(), set.isEmpty() ? " " : set);
    for (int second = 0; second < 600; second += 60) {
      assertThat(lookUp("k1", NOW.plusSeconds(second))).isInstanceOf(Lookup.Refused.class);
    }
    assertThat(web.fetched).hasSize(1);
    web.with(ADDRESS.toString(), KEYS);
    assertThat(lookUp("k1", NOW.plusSeconds(600))).isInstanceOf(Lookup.Found.class);
  }

  /** The parser of the set must not end the thread, and the next fetch must be possible. */
  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"keys\":[{\"a\":"})
  void deeplyNestedSetIsRefused(String level) {
    web.with(ADDRESS.toString(), level.repeat(200_000 / level.length()));
    assertThat(lookUp("k1", NOW)).isEqualTo(new Lookup.Refused<>("the fetched keys are malformed"));
    web.with(ADDRESS.toString(), KEYS);
    assertThat(lookUp("k1", NOW.plusSeconds(600))).isInstanceOf(Lookup.Found.class);
  }

  /** As many keys as the limit of a document holds. */
  @Test
  void setOfThousandsOfKeysIsRead() {
    String others =
        IntStream.range(0, 4000)
            .mapToObj(i -> "{\"kty\":\"oct\",\"k\":\"AA\",\"kid\":\"o" + i + "\"}")
            .collect(Collectors.joining(","));
    String one = KEYS.substring(KEYS.indexOf('[') + 1, KEYS.lastIndexOf(']'));
    web.with(ADDRESS.toString(), "{\"keys\":[" + others + "," + one + "]}");
    assertThat(lookUp("k1", NOW)).isInstanceOf(Lookup.Found.class);
  }

  @Test
  void keyOfAnUnknownKindIsLeftOut() {
    web.with(ADDRESS.toString(), KEYS.replace("[", "[{\"kty\":\"future\",\"kid\":\"f\",\"x\":1},"));
    assertThat(lookUp("k1", NOW)).isInstanceOf(Lookup.Found.class);
  }

  @Test
  void setBeyondTheLimitIsUnavailable() {
    web.with(ADDRESS.toString(), "{\"keys\":[" + " ".repeat(256 << 10) + "]}");
    assertThat(lookUp("k1", NOW))
        .isEqualTo(new Lookup.Unavailable<>("fetching the keys failed: TooLong"));
    assertThat(lookUp("k1", NOW.plusSeconds(29))).isInstanceOf(Lookup.Unavailable.class);
    assertThat(web.fetched).hasSize(1);
  }

  @Test
  void compressedSetIsRefused() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
      zip.write(new byte[100 << 20]);
    }
    web.with(ADDRESS.toString(), answering("gzip", "Content-Encoding", bomb.toByteArray()));
    assertThat(lookUp("k1", NOW)).isEqualTo(new Lookup.Refused<>("the fetched keys are malformed"));
  }

  /** A set that never ends holds no key for ever. */
  @Test
  void slowSetIsUnavailableUntilTheNextFetch() {
    CountDownLatch end = new CountDownLatch(1);
    web.with(
        ADDRESS.toString(),
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          await().until(() -> end.getCount() == 0);
        });
    assertThat(lookUp("k1", NOW))
        .isEqualTo(new Lookup.Unavailable<>("fetching the keys failed: TimeoutException"));
    end.countDown();
    web.with(ADDRESS.toString(), KEYS);
    assertThat(lookUp("k1", NOW.plusSeconds(30))).isInstanceOf(Lookup.Found.class);
  }

  private Lookup<JWK> lookUp(String keyId, Instant now) {
    return keys.fromSet("row", ADDRESS, keyId, now);
  }

  private static HttpHandler answering(String value, String header, byte[] body) {
    return exchange -> {
      exchange.getResponseHeaders().set(header, value);
      LocalWeb.answering(200, body).handle(exchange);
    };
  }
}

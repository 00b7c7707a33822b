package drawbridge.platform.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents come from public addresses only, within a time and a size. */
@Tag("T4")
class HttpFetcherTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "168.63.129.16",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fd00::1",
        "fe80::1",
        "fd00:ec2::254",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::"
      })
  void privateAddressIsForbidden(String address) throws IOException {
    assertThat(ForbiddenAddresses.isForbiddenOrPrivate(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "100.128.0.1", "172.32.0.1", "2001:4860:4860::8888"})
  void publicAddressIsPermitted(String address) throws IOException {
    assertThat(ForbiddenAddresses.isForbiddenOrPrivate(InetAddress.getByName(address))).isFalse();
  }

  @Test
  void serverOnThisHostIsNotCalled() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> calls.incrementAndGet());
    server.start();
    try {
      URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/keys");
      assertThatThrownBy(() -> new HttpFetcher().fetch(uri).get())
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("localhost has a private address");
      assertThat(calls).hasValue(0);
    } finally {
      server.stop(0);
    }
  }

  private static final URI KEYS = URI.create("https://keys.example.com/keys?v=1");

  @Test
  void documentIsFetched() throws Exception {
    try (LocalWeb web = new LocalWeb().with(KEYS.toString(), "{}")) {
      assertThat(web.fetch(KEYS).get()).asString(UTF_8).isEqualTo("{}");
      assertThat(web.fetched).containsExactly(KEYS.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectIsNotFollowed(int status) {
    try (LocalWeb web = new LocalWeb().with("https://evil.example/", "{}")) {
      web.with(
          KEYS.toString(),
          exchange -> {
            exchange.getResponseHeaders().set("Location", "/https://evil.example/");
            LocalWeb.answering(status, new byte[0]).handle(exchange);
          });
      assertThatThrownBy(() -> web.fetch(KEYS).get())
          .cause()
          .isInstanceOf(Fetcher.Rejected.class)
          .hasMessage("status " + status);
      assertThat(web.fetched).containsExactly(KEYS.toString());
    }
  }

  /** A repetition may succeed after these only. */
  @ParameterizedTest
  @CsvSource({
    "204,true",
    "206,true",
    "400,true",
    "401,true",
    "403,true",
    "404,true",
    "410,true",
    "408,false",
    "429,false",
    "500,false",
    "502,false",
    "503,false"
  })
  void statusDecidesWhetherARepetitionMayHelp(int status, boolean isRejected) {
    try (LocalWeb web = new LocalWeb()) {
      web.with(KEYS.toString(), LocalWeb.answering(status, new byte[0]));
      assertThatThrownBy(() -> web.fetch(KEYS).get())
          .cause()
          .isInstanceOf(IOException.class)
          .hasMessage("status " + status)
          .matches(failure -> failure instanceof Fetcher.Rejected == isRejected);
    }
  }

  @Test
  void documentOfTheLimitIsFetched() throws Exception {
    try (LocalWeb web = new LocalWeb().with(KEYS.toString(), new byte[HttpFetcher.LIMIT])) {
      assertThat(web.fetch(KEYS).get()).hasSize(HttpFetcher.LIMIT);
    }
  }

  /** With and without an announced length; the server cannot send the rest. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void longerDocumentIsCutOff(boolean isAnnounced) {
    CountDownLatch closed = new CountDownLatch(1);
    try (LocalWeb web = new LocalWeb()) {
      web.with(
          KEYS.toString(),
          exchange -> {
            exchange.sendResponseHeaders(200, isAnnounced ? Long.MAX_VALUE : 0);
            writeUntilClosed(exchange, closed);
          });
      assertThatThrownBy(() -> web.fetch(KEYS).get())
          .cause()
          .isInstanceOf(CappedBody.TooLong.class);
      await().until(() -> closed.getCount() == 0);
    }
  }

  /** A compressed document is not decompressed, so that it is no bomb. */
  @Test
  void contentCodingIsNotDecoded() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
      zip.write(new byte[64 << 20]);
    }
    try (LocalWeb web = new LocalWeb()) {
      web.with(
          KEYS.toString(),
          exchange -> {
            assertThat(exchange.getRequestHeaders().containsKey("Accept-Encoding")).isFalse();
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            LocalWeb.answering(200, bomb.toByteArray()).handle(exchange);
          });
      assertThat(web.fetch(KEYS).get()).isEqualTo(bomb.toByteArray());
    }
  }

  @Test
  void serverThatNeverAnswersIsLeft() {
    CountDownLatch end = new CountDownLatch(1);
    try (LocalWeb web = new LocalWeb(Duration.ofMillis(200))) {
      web.with(KEYS.toString(), exchange -> waitFor(end));
      assertThatThrownBy(() -> web.fetch(KEYS).get()).hasCauseInstanceOf(TimeoutException.class);
      end.countDown();
    }
  }

  /** The time-out covers the body, and closes the connection. */
  @Test
  void slowBodyIsLeft() {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (LocalWeb web = new LocalWeb(Duration.ofMillis(200))) {
      web.with(
          KEYS.toString(),
          exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            waitFor(end);
            writeUntilClosed(exchange, closed);
          });
      assertThatThrownBy(() -> web.fetch(KEYS).get()).hasCauseInstanceOf(TimeoutException.class);
      end.countDown();
      await().until(() -> closed.getCount() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https:///keys",
        "https://keys.invalid/keys",
        "mailto:keys@example.com",
        "ftp://localhost/keys",
        "file:///etc/passwd"
      })
  void otherUrlFailsWithoutAnException(String url) {
    assertThatThrownBy(() -> new HttpFetcher().fetch(URI.create(url)).get())
        .isInstanceOf(ExecutionException.class);
  }

  private static void writeUntilClosed(HttpExchange exchange, CountDownLatch closed) {
    try {
      for (byte[] part = new byte[64 << 10]; ; ) {
        exchange.getResponseBody().write(part);
        exchange.getResponseBody().flush();
      }
    } catch (IOException e) {
      closed.countDown(); // the fetcher has closed the connection
    }
  }

  private static void waitFor(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

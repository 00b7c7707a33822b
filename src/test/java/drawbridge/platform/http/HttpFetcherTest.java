package drawbridge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents come from public addresses only. */
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
}

package drawbridge.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WireOverHttpTest {

  @Test
  void requestAndAnswerAreTransmittedUnchanged() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String text = new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1);
          String line = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + text;
          String prefer = exchange.getRequestHeaders().getFirst("Prefer");
          byte[] answer = (line + " " + prefer).getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/plain; charset=utf-8");
          exchange.sendResponseHeaders(207, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      URI base = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
      Map<String, String> headers = Map.of("Prefer", "wait=1");
      Wire.Answer answer =
          new WireOverHttp(base)
              .send(new Wire.Request("POST", "/a?dryRun=true", headers, "é", ISO_8859_1));
      assertThat(answer.status()).isEqualTo(207);
      assertThat(answer.mediaType()).isEqualTo("text/plain");
      assertThat(answer.body()).isEqualTo("POST /a?dryRun=true é wait=1");
    } finally {
      server.stop(0);
    }
  }
}

package drawbridge.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.contract.TriggersOverHttp;
import drawbridge.contract.Wire;
import drawbridge.contract.WireOverHttp;
import drawbridge.platform.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Concurrent bodies that ask for much memory are refused, and the server, which has 512 MiB of
 * memory, continues.
 */
@ExtendWith(SharedServer.class)
@Tag("T6")
@Tag("C10")
class BombsST {

  private static final int MIB = 1 << 20;
  private static final int SENDERS = 24;

  private final Server server;
  private final Wire wire;
  private String trigger = "";

  BombsST(Server server) {
    this.server = server;
    this.wire = new WireOverHttp(server.base());
  }

  @BeforeEach
  void createTrigger() {
    trigger =
        new TriggersOverHttp(wire, Server.PASSWORD)
            .create(
                Json.read(
                    "{\"workflow\": \"greet\", \"mediaTypes\": [\"*/*\"], \"maxBody\": 8388608}"));
  }

  static Stream<Arguments> bombs() throws IOException {
    return Stream.of(
        Arguments.of("application/json", "gzip", gzip("[" + " ".repeat(64 * MIB) + "]")),
        Arguments.of("application/json", "gzip", gzip("[" + "{},".repeat(2_700_000) + "0]")),
        Arguments.of("application/json", "", "[" + "[],".repeat(2_700_000) + "0]"),
        Arguments.of("text/xml", "gzip", gzip("<a>" + "<b c='1'/>".repeat(800_000) + "</a>")),
        Arguments.of("text/xml", "", "<a>".repeat(2_700_000)),
        Arguments.of("text/xml", "", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        Arguments.of("multipart/form-data; boundary=b", "", "--b\r\n\r\n\r\n".repeat(900_000)),
        Arguments.of("application/x-www-form-urlencoded", "", "a=1&".repeat(2_000_000)));
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void concurrentBombsAreRefused(String type, String encoding, String body) {
    Wire.Request request =
        new Wire.Request(
            "POST",
            trigger,
            encoding.isEmpty()
                ? Map.of("Content-Type", type)
                : Map.of("Content-Type", type, "Content-Encoding", encoding),
            body,
            ISO_8859_1);
    assertThat(IntStream.range(0, SENDERS).parallel().mapToObj(each -> wire.send(request)))
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).as(answer.body()).isIn(400, 413, 503);
              assertThat(answer.mediaType()).isEqualTo("application/problem+json");
              if (answer.status() == 503) {
                assertThat(answer.header("Retry-After")).isPresent();
              }
            });
    assertThat(server.post("{\"workflow\": \"greet\"}").statusCode()).isEqualTo(202);
  }

  @Test
  void largeBodyWithinTheLimitIsAccepted() {
    Wire.Request request =
        new Wire.Request(
            "POST",
            trigger,
            Map.of("Content-Type", "application/json"),
            "{\"a\": \"" + "x".repeat(7 * MIB) + "\"}",
            UTF_8);
    assertThat(wire.send(request).status()).isEqualTo(202);
  }

  private static String gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return out.toString(ISO_8859_1);
  }
}

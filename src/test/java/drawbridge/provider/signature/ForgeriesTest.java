package drawbridge.provider.signature;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.Deliveries;
import drawbridge.provider.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every change of a genuine delivery leads to a refusal. */
@Tag("T4")
class ForgeriesTest {

  private static final int ROUNDS = 300;

  /** A credential does not protect the body. */
  static Stream<Example> signing() {
    return Arrays.stream(Example.values()).filter(Example::signs);
  }

  @ParameterizedTest
  @EnumSource
  void flippedBitOfTheProofIsRefused(Example example) {
    Sent sent = example.sent();
    boolean hex = sent.mac().matches("[0-9a-f]{40,}");
    boolean text = sent.mac().equals(example.secret());
    byte[] mac = text ? bytes(sent.mac()) : hex ? hex(sent.mac()) : base64(sent.mac());
    for (int bit = 0; bit < mac.length * 8; bit++) {
      byte[] flipped = flip(mac, bit);
      String other =
          text
              ? new String(flipped, StandardCharsets.ISO_8859_1)
              : hex
                  ? HexFormat.of().formatHex(flipped)
                  : Base64.getEncoder().encodeToString(flipped);
      assertRefused(example, "bit " + bit, replaced(example, sent.mac(), other));
    }
  }

  @ParameterizedTest
  @MethodSource("signing")
  void flippedBitOfTheBodyIsRefused(Example example) {
    for (int bit = 0; bit < example.body().length * 8; bit++) {
      byte[] body = flip(example.body(), bit);
      assertRefused(example, "bit " + bit, Example.delivery(body, example.sent().headers()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void flippedBitOfIdOrTimestampIsRefused(Example example) {
    example.sent().others().values().forEach(text -> assertFlipsRefused(example, text));
    if (example.isTimed()) {
      assertFlipsRefused(example, example.sent().time().text());
    }
  }

  @ParameterizedTest
  @MethodSource("signing")
  void longerOrShorterBodyIsRefused(Example example) {
    String body = new String(example.body(), StandardCharsets.UTF_8);
    for (String other : List.of("", " " + body, body + "\n", body.substring(1), body + body)) {
      assertRefused(example, other, Example.delivery(bytes(other), example.sent().headers()));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TRELLO", "HMAC"})
  void anotherUrlIsRefused(Example example) {
    Delivery genuine = example.delivery();
    Map<String, List<String>> headers = new TreeMap<>();
    example.sent().headers().forEach((name, value) -> headers.put(name, List.of(value)));
    assertRefused(
        example,
        "another trigger",
        Deliveries.of("POST", genuine.url() + "2", headers, null, genuine.body()));
  }

  @ParameterizedTest
  @EnumSource
  void repeatedHeaderIsRefused(Example example) {
    assertChangedHeadersRefused(example, value -> List.of(value, value));
    assertChangedHeadersRefused(example, value -> List.of(value, "x"));
  }

  @ParameterizedTest
  @EnumSource
  void missingOrEmptyHeaderIsRefused(Example example) {
    assertChangedHeadersRefused(example, value -> List.of());
    assertChangedHeadersRefused(example, value -> List.of(""));
    assertChangedHeadersRefused(example, value -> List.of(" "));
  }

  @ParameterizedTest
  @EnumSource
  void randomHeaderIsRefusedAndNeverThrows(Example example) {
    Random random = new Random(20261124);
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, String> headers = new TreeMap<>(example.sent().headers());
      headers.replaceAll((name, value) -> random.nextInt(3) == 0 ? value : garbage(random, value));
      byte[] body = random.nextBoolean() ? example.body() : new byte[random.nextInt(100)];
      if (!headers.equals(example.sent().headers())) {
        assertRefused(example, "round " + round, Example.delivery(body, headers));
      }
    }
  }

  private static void assertFlipsRefused(Example example, String text) {
    for (int bit = 0; bit < text.length() * 8; bit++) {
      String other = new String(flip(bytes(text), bit), StandardCharsets.ISO_8859_1);
      assertRefused(example, text + " bit " + bit, replaced(example, text, other));
    }
  }

  private static void assertChangedHeadersRefused(
      Example example, Function<String, List<String>> change) {
    for (String name : example.sent().headers().keySet()) {
      Map<String, List<String>> headers = new TreeMap<>();
      example.sent().headers().forEach((other, value) -> headers.put(other, List.of(value)));
      headers.computeIfPresent(name, (same, values) -> change.apply(values.get(0)));
      assertRefused(example, name, Example.received(example.body(), headers));
    }
  }

  private static void assertRefused(Example example, String what, Delivery delivery) {
    assertThat(example.verdict(delivery)).as(what).isInstanceOf(SignatureVerdict.Refused.class);
  }

  private static Delivery replaced(Example example, String text, String other) {
    Map<String, String> headers = new TreeMap<>(example.sent().headers());
    headers.replaceAll((name, value) -> value.replace(text, other));
    return Example.delivery(example.body(), headers);
  }

  /** Returns random characters, or the value with random characters near its end. */
  private static String garbage(Random random, String value) {
    int length = random.nextInt(20) == 0 ? 5000 : 1 + random.nextInt(80);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) random.nextInt(random.nextBoolean() ? 128 : 0x10000));
    }
    int at = random.nextBoolean() ? 0 : value.length() - 3;
    return value.substring(0, at) + text + (at == 0 ? "" : value.substring(at));
  }

  private static byte[] flip(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    return flipped;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static byte[] base64(String text) {
    return Base64.getDecoder().decode(text);
  }
}

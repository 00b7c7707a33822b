package drawbridge.run.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("X13")
class MaskTest {

  private static final String SECRET = "q7/T+z\"4&é-Lmn_9xW\\R";
  private static final Mask MASK = new Mask(Set.of(SECRET));

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(String text, String prefix) {
    StringBuilder hex = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      hex.append(prefix).append("%02x".formatted(each));
    }
    return hex.toString();
  }

  static Stream<String> forms() {
    String form = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    String json = Json.write(Json.NODES.textNode(SECRET));
    String inside = json.substring(1, json.length() - 1);
    return Stream.of(
        SECRET,
        SECRET.toUpperCase(Locale.ROOT),
        SECRET.toLowerCase(Locale.ROOT),
        new StringBuilder(SECRET).reverse().toString(),
        SECRET.substring(5, 15),
        SECRET.substring(0, 10),
        form,
        form.toLowerCase(Locale.ROOT),
        hex(SECRET, "%"),
        hex(SECRET, "%").toUpperCase(Locale.ROOT),
        hex(SECRET, ""),
        hex(SECRET, "").toUpperCase(Locale.ROOT),
        inside,
        inside.replace("é", "\\u00E9"),
        inside.replace("/", "\\/"),
        SECRET.replace("&", "&amp;").replace("\"", "&quot;"),
        base64(SECRET).replace("=", ""),
        base64(SECRET).replace("=", "").replace('+', '-').replace('/', '_'));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void secretIsHiddenInEachForm(String form) {
    assertThat(MASK.hide("before " + form + " after")).isEqualTo("before *** after");
    assertThat(MASK.hide(form + form)).isEqualTo("***");
  }

  @Test
  void base64OfALongerTextHidesTheSecretAtEachPosition() {
    for (int before = 0; before < 6; before++) {
      String text = "x".repeat(before) + SECRET + "yz";
      String hidden = MASK.hide(base64(text));
      assertThat(hidden).contains("***");
      String rest = hidden.replace("***", "");
      assertThat(rest.length()).isLessThan(base64("x".repeat(before) + "yz").length() + 5);
    }
  }

  @Test
  void eachSliceOfHalfASecretIsHiddenAndShorterOnesAreNot() {
    int half = SECRET.length() / 2;
    for (int from = 0; from + half <= SECRET.length(); from++) {
      assertThat(MASK.hide("<" + SECRET.substring(from, from + half) + ">")).isEqualTo("<***>");
      assertThat(MASK.hide("<" + SECRET.substring(from, from + half - 1) + ">"))
          .doesNotContain("***");
    }
    String token = "abcdefghijklmnopqrstuvwxyz0123456789".repeat(3);
    assertThat(new Mask(Set.of(token)).hide("token abcdefghijklmnop")).isEqualTo("token ***");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "e1", "7", "1234567"})
  void shortSecretHidesWholeValuesOnly(String secret) {
    Mask mask = new Mask(Set.of(secret));
    String text = "{\"a\":\"a text with e1, 7 and 1234567\",\"n\":71}";
    assertThat(mask.hide(Json.read(text))).isEqualTo(Json.read(text));
    assertThat(mask.hide(Json.object().put("x", secret))).isEqualTo(Json.object().put("x", "***"));
    assertThat(mask.hide(Json.object().put("x", secret + "0")).path("x").asText())
        .isEqualTo(secret + "0");
  }

  @Test
  void objectInASecretHidesItselfAndNotItsNames() {
    String policy = "{\"authority\":\"https://login.example.org\",\"client\":{\"secret\":\"x\"}}";
    Mask mask = new Mask(Set.of(policy));
    assertThat(mask.hide("GET https://login.example.org"))
        .isEqualTo("GET https://login.example.org");
    assertThat(mask.hide("<" + policy + ">")).isEqualTo("<***>");
  }

  @Test
  void bytesThatAreNoTextStayAsTheyAre() {
    byte[] image = {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff, (byte) 0xfe, 0};
    assertThat(MASK.hide(image)).isEqualTo(image);
  }

  @Test
  void beginningOfASecretAtTheEndIsCut() {
    assertThat(MASK.hideBeginning("text " + SECRET.substring(0, 6))).isEqualTo("text ");
    assertThat(MASK.hideBeginning("text " + SECRET)).isEqualTo("text ***");
  }

  /** Generated texts and secrets: no hidden text contains half of a secret. */
  @Test
  void noTextKeepsHalfASecret() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      StringBuilder secret = new StringBuilder();
      for (int i = 8 + random.nextInt(40); i > 0; i--) {
        secret.append((char) ('!' + random.nextInt(90)));
      }
      Mask mask = new Mask(Set.of(secret.toString()));
      String text = "ab" + secret + "cd" + secret.substring(secret.length() / 3) + "ef" + secret;
      String hidden = mask.hide(text).toLowerCase(Locale.ROOT);
      int slice = Math.max(8, Math.min(16, secret.length() / 2));
      for (int from = 0; from + slice <= secret.length(); from++) {
        assertThat(hidden)
            .doesNotContain(secret.substring(from, from + slice).toLowerCase(Locale.ROOT));
      }
    }
  }

  /** The matcher reads a text once for each length of slices, whatever the number of secrets is. */
  @Test
  void manySecretsInALongTextTakeBoundedTime() {
    Set<String> secrets = new HashSet<>();
    Random random = new Random(3);
    for (int i = 0; i < 50; i++) {
      secrets.add(Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()));
    }
    Mask mask = new Mask(secrets);
    String text = "lorem ipsum dolor ".repeat(60_000) + secrets.iterator().next();
    long begun = System.nanoTime();
    assertThat(mask.hide(text)).endsWith("dolor ***");
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(taken).isLessThan(Duration.ofSeconds(5));
  }
}

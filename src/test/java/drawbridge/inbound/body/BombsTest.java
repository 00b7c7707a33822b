package drawbridge.inbound.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Small bodies that ask for much memory end in 400, 413 or 503 within their allowance. */
@Tag("T6")
@Tag("C10")
class BombsTest {

  private static final int MIB = 1 << 20;
  private static final long MEMORY = 16L * MIB;

  private record Bomb(String name, String type, String body) {}

  private static final List<Bomb> BOMBS =
      List.of(
          new Bomb("arrays", "application/json", "[" + "[],".repeat(700_000) + "[]]"),
          new Bomb("objects", "application/json", "[" + "{},".repeat(700_000) + "{}]"),
          new Bomb("members", "application/json", "[" + "{\"\":0},".repeat(300_000) + "0]"),
          new Bomb("numbers", "application/json", "[" + "1e9,".repeat(500_000) + "0]"),
          new Bomb("texts", "application/json", "[" + "\"a\",".repeat(400_000) + "0]"),
          new Bomb("fields", "application/x-www-form-urlencoded", "a=1&".repeat(500_000)),
          new Bomb("many fields", "application/x-www-form-urlencoded", fields()),
          new Bomb(
              "lines", "application/x-ndjson", "[]\n".repeat(90_000) + "[[[]]]\n".repeat(99_999)),
          new Bomb("elements", "text/xml", "<a>" + "<b>1</b>".repeat(250_000) + "</a>"),
          new Bomb(
              "nested elements", "text/xml", "<a>" + "<b><c>1</c></b>".repeat(150_000) + "</a>"),
          new Bomb(
              "attributes", "text/xml", "<a>" + "<b c='' d='' e=''/>".repeat(100_000) + "</a>"),
          new Bomb("depth", "text/xml", "<a>".repeat(700_000)),
          new Bomb("a long name", "text/xml", "<" + "a".repeat(2 * MIB) + "/>"),
          new Bomb("one element's attributes", "text/xml", "<a " + attributes() + "/>"),
          new Bomb("comments", "text/xml", "<!-- -->".repeat(250_000)),
          new Bomb("entities", "text/xml", laughs()),
          new Bomb("an external entity", "text/xml", external()),
          new Bomb("parts", "multipart/form-data; boundary=b", "--b\r\n\r\n\r\n".repeat(200_000)),
          new Bomb("named parts", "multipart/form-data; boundary=b", parts()),
          new Bomb(
              "headers", "multipart/form-data; boundary=b", "--b\r\n" + "a:b\r\n".repeat(400_000)),
          new Bomb(
              "half boundaries",
              "multipart/form-data; boundary=b",
              "--b" + "\r\n--".repeat(500_000)));

  private static String fields() {
    StringBuilder fields = new StringBuilder();
    for (int each = 0; each < 250_000; each++) {
      fields.append(Integer.toString(each, 36)).append("&");
    }
    return fields.toString();
  }

  private static String attributes() {
    StringBuilder attributes = new StringBuilder();
    for (int each = 0; each < 200_000; each++) {
      attributes.append('a').append(each).append("='' ");
    }
    return attributes.toString();
  }

  private static String laughs() {
    StringBuilder document = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 'ha'>");
    for (int each = 1; each < 30; each++) {
      document.append("<!ENTITY e").append(each).append(" '");
      document.append(("&e" + (each - 1) + ";").repeat(10)).append("'>");
    }
    return document + "]><a>&e29;</a>";
  }

  private static String external() {
    return "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd' [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]><a/>";
  }

  private static String parts() {
    return "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n".repeat(40_000);
  }

  @TestFactory
  Stream<DynamicTest> bombEndsWithinItsMemory() {
    return BOMBS.stream()
        .map(bomb -> DynamicTest.dynamicTest(bomb.name, () -> assertRefused(bomb)));
  }

  private static void assertRefused(Bomb bomb) {
    MemoryPool pool = new MemoryPool(MEMORY);
    byte[] body = bomb.body.getBytes(UTF_8);
    try (Allowance memory = pool.open("w")) {
      assertThat(Reading.of(bomb.type, body, memory).status()).isIn(400, 413);
      assertThat(pool.taken()).isLessThanOrEqualTo(MEMORY / 4 * 3);
    }
    assertThat(pool.taken()).isZero();
  }

  @Test
  void compressedBodyIsDecodedUpToTheLimit() throws IOException {
    byte[] bomb = gzip(new byte[64 * MIB]);
    assertThat(bomb.length).isLessThan(100_000);
    MemoryPool pool = new MemoryPool(MEMORY);
    try (Allowance memory = pool.open("w")) {
      FaultList faults = new FaultList();
      assertThat(ContentCoding.GZIP.decode(bomb, limit(2 * MIB), memory, faults)).isEmpty();
      assertThat(faults.toProblem().status()).isEqualTo(413);
      assertThat(pool.taken()).isLessThan(3 * MIB);
    }
  }

  @Test
  void compressedBodyAboveTheMemoryIsRefused() throws IOException {
    byte[] bomb = gzip(new byte[64 * MIB]);
    MemoryPool pool = new MemoryPool(MEMORY);
    try (Allowance memory = pool.open("w")) {
      FaultList faults = new FaultList();
      assertThat(ContentCoding.GZIP.decode(bomb, limit(64 * MIB), memory, faults)).isEmpty();
      assertThat(faults.toProblem().status()).isEqualTo(413);
      assertThat(pool.taken()).isLessThanOrEqualTo(MEMORY);
    }
  }

  @Test
  void otherRequestsHoldTheMemory() throws IOException {
    MemoryPool pool = new MemoryPool(MEMORY);
    byte[] body = new byte[5 * MIB];
    try (Allowance one = pool.open("a");
        Allowance two = pool.open("b")) {
      assertThat(received(body, one)).isEqualTo(200);
      assertThat(received(body, two)).isEqualTo(503);
    }
    try (Allowance two = pool.open("b")) {
      assertThat(received(body, two)).as("closed allowances are free").isEqualTo(200);
    }
    assertThat(pool.taken()).isZero();
  }

  @Test
  void oneWorkspaceLeavesAQuarter() throws IOException {
    MemoryPool pool = new MemoryPool(MEMORY);
    try (Allowance one = pool.open("a");
        Allowance two = pool.open("a");
        Allowance three = pool.open("b")) {
      assertThat(received(new byte[4 * MIB], one)).isEqualTo(200);
      assertThat(received(new byte[4 * MIB], two)).isEqualTo(503);
      assertThat(received(new byte[MIB], three)).isEqualTo(200);
    }
  }

  private static BodyLimit limit(int bytes) {
    return new BodyLimit(bytes, "a test");
  }

  private static int received(byte[] body, Allowance memory) throws IOException {
    return BodyBytes.receive(
        new ByteArrayInputStream(body),
        body.length,
        limit(8 * MIB),
        memory,
        bytes -> 200,
        problem -> problem.status());
  }

  @Test
  void decodedTextsShareOneLimit() {
    JsonBody body =
        new JsonBody("{\"a\": \"" + "x".repeat(600) + "\", \"b\": \"" + "x".repeat(600) + "\"}");
    EncodedText a = new EncodedText("/a", EncodedText.Encoding.FORM, false);
    EncodedText b = new EncodedText("/b", EncodedText.Encoding.FORM, false);
    assertThat(body.decoded(1_000, a)).isEqualTo(200);
    assertThat(body.decoded(1_000, a, b)).isEqualTo(413);
    assertThat(body.decoded(1_200, a, b)).isEqualTo(200);
  }

  private record JsonBody(String text) {
    int decoded(int most, EncodedText... texts) {
      byte[] bytes = text.getBytes(UTF_8);
      ReceivedBody body =
          new ReceivedBody(bytes, bytes, Optional.empty(), most, Allowance.bounded(64 * MIB));
      return Reading.of(
              faults ->
                  body.read(BodyFormat.JSON, faults)
                      .flatMap(tree -> body.decode(List.of(texts), tree, faults)))
          .status();
    }
  }

  @Test
  void untypedBodyAboveTheMemoryIsNoText() {
    byte[] bytes = ("[" + "[],".repeat(700_000) + "[]]").getBytes(UTF_8);
    MemoryPool pool = new MemoryPool(MEMORY);
    try (Allowance memory = pool.open("w")) {
      ReceivedBody body = new ReceivedBody(bytes, bytes, Optional.empty(), 8 * MIB, memory);
      assertThat(Reading.of(body::readUntyped).status()).isEqualTo(413);
    }
  }

  @Test
  void largeFileHasNoContent() {
    String head = "--b\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n";
    String body = head + "x".repeat(MIB + 1) + "\r\n--b--";
    var file =
        Reading.of("multipart/form-data; boundary=b", body.getBytes(ISO_8859_1))
            .tree()
            .orElseThrow()
            .path("f");
    assertThat(file.path("size").asInt()).isEqualTo(MIB + 1);
    assertThat(file.has("base64")).isFalse();
  }

  private static byte[] gzip(byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(data);
    }
    return out.toByteArray();
  }
}

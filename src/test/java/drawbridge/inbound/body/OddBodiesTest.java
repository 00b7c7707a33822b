package drawbridge.inbound.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.fixture.ExtremeJson;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.JsonBytes;
import drawbridge.platform.json.JsonLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies of hostile and odd senders, and the memory that their readers work with. */
@Tag("T6")
class OddBodiesTest {

  private static final int MIB = 1 << 20;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':1}@{'b':2} | 0 | 2",
        "@@{'a':1}@@ | 0 | 1",
        "{'a':1}@{'b':2@3 | 1 | line 2: the body is not well-formed JSON: column 6",
        "{'a':1}@@x@ | 1 | line 3: the body is not well-formed JSON: column 1",
      })
  void faultOfALineHasItsNumber(String lines, int faults, String expected) {
    String body = lines.replace('\'', '"').replace("@", "\r\n");
    Reading.Result result = Reading.of("application/x-ndjson", body);
    if (faults == 0) {
      assertThat(result.tree().orElseThrow()).hasSize(Integer.parseInt(expected));
    } else {
      List<Fault> found = result.problem().orElseThrow().errors();
      assertThat(found).hasSize(faults);
      assertThat(found.get(0).detail())
          .startsWith(expected.replaceFirst(" column \\d+$", " column"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filename*=UTF-8''na%C3%AFve%20x.txt | naïve x.txt",
        "filename=\"x.txt\"; filename*=utf-8'en'%e2%82%ac.txt | €.txt",
        "filename*=iso-8859-1''na%EFve.txt; filename=x | naïve.txt",
        "filename*=UTF-8''%C3 | -",
        "filename*=UTF-8''%zz | -",
        "filename*=x.txt | -",
        "filename*=UTF-7''a | -",
      })
  void extendedFileNameIsDecoded(String parameter, String name) {
    String body =
        "--b\r\nContent-Disposition: form-data; name=f; "
            + parameter
            + "\r\n\r\n\u0001\r\n--b--\r\n";
    Reading.Result result = Reading.of("multipart/form-data; boundary=b", body);
    if (name.equals("-")) {
      assertThat(result.status()).isIn(400, 415);
    } else {
      JsonNode file = result.tree().orElseThrow().path("f");
      assertThat(file.path("name").asText()).isEqualTo(name);
      assertThat(file.path("size").asInt()).isEqualTo(1);
    }
  }

  @Test
  @Tag("C10")
  void membersOfGzipAreOneBodyWithinItsMemory() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (int each = 0; each < 100_000; each++) {
      members.write(EMPTY);
    }
    members.write(gzip("{}"));
    MemoryPool pool = new MemoryPool(4 * MIB);
    try (Allowance memory = pool.open("w")) {
      FaultList faults = new FaultList();
      assertThat(decoded(ContentCoding.GZIP, members.toByteArray(), memory, faults))
          .isEqualTo("{}");
      assertThat(pool.taken()).isLessThan(MIB / 4);
    }
  }

  private static final byte[] EMPTY;

  static {
    try {
      EMPTY = gzip("");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Tag("C10")
  void deflateIsReadWithAndWithoutItsHeader() {
    for (boolean isRaw : List.of(true, false)) {
      Deflater deflater = new Deflater(9, isRaw);
      deflater.setInput("{\"a\":1}".getBytes(UTF_8));
      deflater.finish();
      byte[] out = new byte[100];
      int length = deflater.deflate(out);
      byte[] body = Arrays.copyOf(out, length);
      FaultList faults = new FaultList();
      Allowance memory = Allowance.bounded(MIB);
      assertThat(decoded(ContentCoding.DEFLATE, body, memory, faults)).isEqualTo("{\"a\":1}");
      for (byte[] bad : List.of(Arrays.copyOf(body, length - 3), Arrays.copyOf(body, length + 1))) {
        FaultList found = new FaultList();
        assertThat(decoded(ContentCoding.DEFLATE, bad, memory, found)).isEmpty();
        assertThat(found.toProblem().status()).isEqualTo(400);
      }
      deflater.end();
    }
  }

  private static String decoded(
      ContentCoding coding, byte[] body, Allowance memory, FaultList faults) {
    return coding
        .decode(body, new BodyLimit(MIB, "a test"), memory, faults)
        .map(bytes -> new String(bytes, UTF_8))
        .orElse("");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  /** Parsers keep the longest token in a buffer that doubles. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | [\" | \"]",
        "application/x-ndjson | \" | \"",
        "application/x-www-form-urlencoded | a= | ''",
        "text/xml | <a b=\" | \"/>",
        "text/xml | <a><!-- | --></a>",
        "text/xml | <a> | </a>",
      })
  void oneLongTokenIsChargedWhileItIsRead(String type, String start, String end) {
    byte[] body = (start + "x".repeat(2 * MIB) + (end.equals("''") ? "" : end)).getBytes(UTF_8);
    assertThat(status(type, body, 64 * MIB)).isEqualTo(200);
    assertThat(status(type, body, 10 * MIB)).isEqualTo(413);
  }

  private static int status(String type, byte[] body, long most) {
    MemoryPool pool = new MemoryPool(most);
    try (Allowance memory = pool.open("w")) {
      return Reading.of(type, body, memory).status();
    }
  }

  /** Also where the value is a text that {@code decode} replaces. */
  @Test
  void bodiesBeyondALimitAreRefusedAndAllOthersReadable() {
    List<EncodedText> texts = List.of(new EncodedText("/a", EncodedText.Encoding.JSON, false));
    for (ExtremeJson each : ExtremeJson.all()) {
      String value = each.inAscii();
      assertKeptOrRefused(each, Reading.of("application/json", "{\"a\": " + value + "}"));
      assertKeptOrRefused(each, Reading.of("application/x-ndjson", value + "\n" + value));
      ObjectNode quoted = Json.object().put("a", value);
      assertKeptOrRefused(
          each,
          Reading.of(
              faults ->
                  EncodedText.decode(
                      texts, quoted, 64 << 20, Allowance.bounded(512 << 20), faults)));
    }
  }

  private static void assertKeptOrRefused(ExtremeJson each, Reading.Result read) {
    boolean isShallow = !each.name().startsWith("depth"); // bodies have 64 levels
    assertThat(read.status()).as(each.name()).isEqualTo(each.isKept() && isShallow ? 200 : 400);
    read.problem().ifPresent(it -> assertThat(it.errors()).isNotEmpty());
    read.tree()
        .ifPresent(
            tree -> {
              assertThat(JsonLimits.fault(tree)).isEmpty();
              assertThat(Json.read(Json.write(tree))).isNotNull();
            });
  }

  /** In each format that has names; those of XML have at most 1,000 characters. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | {\"%s\": 1} | 50000",
        "application/x-ndjson | {\"%s\": 1} | 50000",
        "application/x-www-form-urlencoded | %s=1 | 50000",
        "text/xml | <%s/> | 1000",
      })
  void namesHaveOneLimitInAllFormats(String type, String body, int most) {
    String longest = body.formatted("n".repeat(most));
    String tooLong = body.formatted("n".repeat(most + 1));
    assertThat(status(type, longest.getBytes(UTF_8), 64 * MIB)).isEqualTo(200);
    assertThat(status(type, tooLong.getBytes(UTF_8), 64 * MIB)).isEqualTo(400);
  }

  @Test
  @Tag("C11")
  void jsonTextOfATreeIsAtLeastAsLongAsCharged() {
    for (String json :
        List.of(
            "{}",
            "[1,-2.50,1e-7,9223372036854775807,123456789012345678901234567890,true,false,null]",
            "{\"a\\u0001\":[\"\\\"\\\\\\n\",\"\",{}],\"é\":{\"\":[[]]}}")) {
      JsonNode tree = Json.read(json);
      assertThat(JsonBytes.of(tree)).isEqualTo(Json.write(tree).getBytes(UTF_8).length);
    }
  }

  @Test
  @Tag("C11")
  void bodyWhoseTextIsTooLongIsRefused() {
    byte[] body = "\u0001".repeat(MIB).getBytes(UTF_8);
    MemoryPool pool = new MemoryPool(16 * MIB);
    try (Allowance memory = pool.open("w")) {
      ReceivedBody received =
          new ReceivedBody(body, body, ContentType.of("text/plain"), 8 * MIB, memory);
      JsonNode tree = received.read(BodyFormat.TEXT, new FaultList()).orElseThrow();
      assertThat(received.chargeText(tree).orElseThrow().status()).isEqualTo(413);
    }
  }
}

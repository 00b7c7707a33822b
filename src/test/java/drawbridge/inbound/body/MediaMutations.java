package drawbridge.inbound.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Mutates valid bodies of all media types. The same seed gives the same bodies. */
public final class MediaMutations {

  /**
   * A mutated body.
   *
   * @param encoding of the content; empty for none
   * @param text the bytes, as ISO 8859-1
   */
  public record Mutation(String type, String encoding, String text) {
    byte[] bytes() {
      return text.getBytes(ISO_8859_1);
    }
  }

  private static final List<Mutation> VALID =
      List.of(
          new Mutation(
              "application/json",
              "",
              "{\"payload\": \"{\\\"a\\\": [1.10, \\\"é\\\"]}\", \"b\": [null, true, {\"c\": -1e-3}]}"),
          new Mutation(
              "application/vnd.api+json; charset=utf-8",
              "",
              "[{\"payload\": \"eA==\"}, \"\\ud83d\\ude00\"]"),
          new Mutation(
              "application/x-www-form-urlencoded",
              "",
              "payload=%7B%22a%22%3A%5B1%5D%7D&tag=1&tag=2&u=%C3%BC+x&empty=&alone"),
          new Mutation(
              "application/x-www-form-urlencoded; charset=iso-8859-1",
              "",
              "payload=%7B%7D&name=L%F6v"),
          new Mutation(
              "multipart/form-data; boundary=b1",
              "",
              """
              --b1
              Content-Disposition: form-data; name="payload"

              {"a": 1}
              --b1
              Content-Disposition: form-data; name=f; filename="a \\"b\\".png"
              Content-Type: image/png

              \u0089PNG\u0000
              --b1--
              """
                  .replace("\n", "\r\n")),
          new Mutation(
              "text/xml",
              "",
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?><s:E xmlns:s=\"urn:s\"><!-- c --><payload a=\"1\">x &amp; <![CDATA[<y>]]><z/></payload><i>1</i><i>2</i></s:E>"),
          new Mutation(
              "application/soap+xml; charset=utf-16",
              "",
              new String("<a><b>ü</b></a>".getBytes(UTF_16), ISO_8859_1)),
          new Mutation("application/x-ndjson", "", "{\"payload\": \"a=1\"}\n\n[1, 2]\r\n\"x\"\n"),
          new Mutation("text/plain; charset=windows-1252", "", "Alarm \u0080 \u00fc"),
          new Mutation("text/csv", "", "a,b\n1,2\n"),
          new Mutation("image/png", "", "\u0089PNG\r\n\u001a\n\u0000"),
          new Mutation("application/json", "gzip", "{\"payload\": {\"a\": 1}}"),
          new Mutation("application/json", "deflate", "{\"a\": [1, 2, 3]}"),
          new Mutation("text/xml", "gzip", "<a b='1'>2</a>"));

  private static final String SYNTAX = "{}[]\",:\\0 e-<>&;=%/!'\r\n\t#?\u0000\u00ff";

  private static final String[] TYPES = {
    "application/json; utf-8",
    ";;",
    "",
    "text/xml; charset=no-such",
    "text/xml; charset=x-JISAutoDetect",
    "text/plain; charset=utf-16",
    "text/plain; charset=ISO-2022-KR",
    "multipart/form-data",
    "multipart/form-data; boundary=\"--\"",
    "multipart/mixed; boundary=b1",
    "application/x-www-form-urlencoded; charset=UTF-16LE",
    "application/x-ndjson",
    "application/soap+xml",
    "image/svg+xml",
    "application/octet-stream"
  };

  private static final String[] ENCODINGS = {
    "gzip", "deflate", "x-gzip", "br", "gzip, deflate", "identity", ",", "GZIP", "é"
  };

  private final Random random;

  public MediaMutations(long seed) {
    this.random = new Random(seed);
  }

  /** Returns the next mutation. */
  public Mutation next() {
    Mutation valid = VALID.get(random.nextInt(VALID.size()));
    byte[] plain = random.nextInt(4) == 0 ? valid.bytes() : changed(valid.bytes());
    byte[] bytes = encoded(plain, valid.encoding);
    if (!valid.encoding.isEmpty() && random.nextInt(2) == 0) {
      bytes = changed(bytes);
    }
    return new Mutation(
        random.nextInt(6) == 0 ? TYPES[random.nextInt(TYPES.length)] : valid.type,
        random.nextInt(12) == 0 ? ENCODINGS[random.nextInt(ENCODINGS.length)] : valid.encoding,
        new String(bytes, ISO_8859_1));
  }

  private byte[] changed(byte[] original) {
    byte[] body = original.clone();
    for (int changes = random.nextInt(4); changes >= 0; changes--) {
      if (body.length == 0) {
        return body;
      }
      int at = random.nextInt(body.length);
      switch (random.nextInt(5)) {
        case 0 -> body[at] = (byte) random.nextInt(256);
        case 1 -> body[at] = (byte) SYNTAX.charAt(random.nextInt(SYNTAX.length()));
        case 2 -> body = Arrays.copyOf(body, at);
        case 3 -> body = repeated(body, at, Math.min(body.length, at + random.nextInt(60)), 1);
        default -> body = repeated(body, at, Math.min(body.length, at + random.nextInt(9)), 200);
      }
    }
    return body;
  }

  private static byte[] repeated(byte[] body, int from, int to, int times) {
    ByteArrayOutputStream longer = new ByteArrayOutputStream();
    longer.write(body, 0, from);
    for (int each = 0; each <= times; each++) {
      longer.write(body, from, to - from);
    }
    longer.write(body, to, body.length - to);
    return longer.toByteArray();
  }

  private static byte[] encoded(byte[] body, String encoding) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out =
        encoding.equals("gzip")
            ? new GZIPOutputStream(bytes)
            : encoding.equals("deflate") ? new DeflaterOutputStream(bytes) : bytes) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A setup that takes every type and decodes texts. */
  public static final String SETUP =
      """
      {"workflow": "greet", "mediaTypes": ["*/*"], "maxBody": 65536,
       "decode": [{"at": "/payload", "as": "json"}, {"at": "/payload/a", "as": "base64"},
                  {"at": "/0/payload", "as": "base64"}, {"at": "/E/payload/#text", "as": "xml"},
                  {"at": "/b/0", "as": "form"}]}
      """;
}

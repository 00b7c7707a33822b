package drawbridge.inbound.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code multipart/form-data} (RFC 7578). A part becomes a member with the name of its field;
 * a repeated field becomes an array. A part without a file name is text, UTF-8 unless its type
 * names a charset. A file is an object with {@code name}, {@code type}, {@code size} and, up to
 * {@link #LARGEST_FILE}, {@code base64}.
 */
final class MultipartForm {

  /** The most parts. */
  static final int MOST_PARTS = 1000;

  /** The most bytes of the headers of one part. */
  static final int LONGEST_HEADERS = 8 << 10;

  /** The most bytes of a file whose content is kept. */
  static final int LARGEST_FILE = 1 << 20;

  /** RFC 2046 §5.1.1. */
  private static final Pattern BOUNDARY =
      Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");

  private final byte[] body;
  private final byte[] delimiter;
  private final Allowance memory;
  private final ChargedNodes nodes;

  private MultipartForm(byte[] body, String boundary, Allowance memory) {
    this.body = body;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
    this.memory = memory;
    this.nodes = new ChargedNodes(memory);
  }

  static ObjectNode read(byte[] body, ContentType type, Allowance memory) throws Unreadable {
    String boundary = type.parameters().getOrDefault("boundary", "");
    if (!BOUNDARY.matcher(boundary).matches()) {
      throw Unreadable.because(
          "the Content-Type of multipart/form-data must have a boundary of 1 to 70 characters");
    }
    return new MultipartForm(body, boundary, memory).fields();
  }

  private ObjectNode fields() throws Unreadable {
    ObjectNode fields = nodes.object();
    int parts = 0;
    int at = first();
    while (!isLast(at)) {
      if (++parts > MOST_PARTS) {
        throw Unreadable.tooLarge("The form has more than " + MOST_PARTS + " parts. Split it.");
      }
      int from = afterLineEnd(at);
      int to = delimiterFrom(from);
      int content = endOfHeaders(from, to);
      String headers = BodyText.of(body, from, Math.max(from, content - 4), StandardCharsets.UTF_8);
      PartHead head = PartHead.of(headers, parts);
      nodes.add(fields, head.name(), value(head, Math.min(content, to), to));
      at = to + delimiter.length;
    }
    return fields;
  }

  /** Returns the position after the first delimiter, which may lack the line end before it. */
  private int first() throws Unreadable {
    if (isAt(0, 2)) {
      return delimiter.length - 2;
    }
    if (isAt(0, 0)) {
      return delimiter.length;
    }
    throw Unreadable.because("the form must start with its boundary");
  }

  private boolean isAt(int at, int skipped) {
    for (int each = skipped; each < delimiter.length; each++) {
      int position = at + each - skipped;
      if (position >= body.length || body[position] != delimiter[each]) {
        return false;
      }
    }
    return true;
  }

  private boolean isLast(int at) throws Unreadable {
    if (at + 1 >= body.length || body[at] != '-' || body[at + 1] != '-') {
      return false;
    }
    for (int each = at + 2; each < body.length; each++) {
      if (body[each] != '\r' && body[each] != '\n' && body[each] != ' ' && body[each] != '\t') {
        throw Unreadable.because("the form is followed by other bytes");
      }
    }
    return true;
  }

  private int afterLineEnd(int at) throws Unreadable {
    int end = at;
    while (end < body.length && (body[end] == ' ' || body[end] == '\t')) {
      end++;
    }
    if (end + 1 >= body.length || body[end] != '\r' || body[end + 1] != '\n') {
      throw Unreadable.because(
          "a boundary of the form is not followed by a line end, or is cut off");
    }
    return end + 2;
  }

  /** Returns the position of the line end before the next delimiter. */
  private int delimiterFrom(int from) throws Unreadable {
    // the line end after a part's empty headers may begin the delimiter
    for (int at = from - 2; at + delimiter.length <= body.length; at++) {
      if (body[at] == '\r' && isAt(at, 0)) {
        return at;
      }
    }
    throw Unreadable.because("the form ends before its last boundary");
  }

  private int endOfHeaders(int from, int to) throws Unreadable {
    for (int at = from - 2; at + 3 < Math.min(to + 2, from + LONGEST_HEADERS); at++) {
      if (body[at] == '\r'
          && body[at + 1] == '\n'
          && body[at + 2] == '\r'
          && body[at + 3] == '\n') {
        return at + 4;
      }
    }
    throw to - from >= LONGEST_HEADERS
        ? Unreadable.tooLarge("The headers of a part have more than 8192 bytes. Shorten them.")
        : Unreadable.because("the headers of a part do not end with an empty line");
  }

  private JsonNode value(PartHead head, int from, int to) throws Unreadable {
    Optional<ContentType> type = head.type();
    Optional<String> file = head.file();
    if (file.isEmpty()) {
      memory.take(2L * (to - from)); // while the text is decoded
      String text = BodyText.of(body, from, to, charset(type));
      memory.give(2L * (to - from));
      return nodes.text(text);
    }
    ObjectNode described = nodes.object();
    nodes.set(described, "name", nodes.text(file.get()));
    nodes.set(described, "type", nodes.text(type.map(ContentType::name).orElse("text/plain")));
    nodes.number("0");
    nodes.set(described, "size", Json.NODES.numberNode(to - from));
    if (to - from <= LARGEST_FILE) {
      nodes.set(described, "base64", nodes.base64(body, from, to));
    }
    return described;
  }

  private static Charset charset(Optional<ContentType> type) throws Unreadable {
    String name = type.map(it -> it.parameters().get("charset")).orElse(null);
    return name == null ? StandardCharsets.UTF_8 : BodyFormat.charset(name);
  }
}

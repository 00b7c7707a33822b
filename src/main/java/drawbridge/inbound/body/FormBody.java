package drawbridge.inbound.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;

/**
 * Reads {@code application/x-www-form-urlencoded} (WHATWG URL §5.1). A malformed percent escape and
 * malformed text are faults. A field becomes a string; a repeated field becomes an array of
 * strings. Fields keep their order, and a field without a name has the name "".
 */
final class FormBody {

  /** The bytes for each byte of a field while it is decoded. */
  private static final long WORKING = 5;

  private final byte[] body;
  private final Charset charset;
  private final Allowance memory;

  private FormBody(byte[] body, Charset charset, Allowance memory) {
    this.memory = memory;
    this.body = body;
    this.charset = charset;
  }

  static ObjectNode read(byte[] body, Charset charset, Allowance memory) throws Unreadable {
    FormBody form = new FormBody(body, charset, memory);
    ChargedNodes nodes = new ChargedNodes(memory);
    ObjectNode fields = nodes.object();
    for (int from = 0; from < body.length; ) {
      int to = form.indexOf('&', from, body.length);
      if (to > from) {
        int equals = form.indexOf('=', from, to);
        String name = form.decoded(from, equals);
        nodes.add(fields, name, nodes.text(form.decoded(Math.min(equals + 1, to), to)));
      }
      from = to + 1;
    }
    return fields;
  }

  /** Returns the end when there is none. */
  private int indexOf(char sought, int from, int to) {
    int at = from;
    while (at < to && body[at] != sought) {
      at++;
    }
    return at;
  }

  private String decoded(int from, int to) throws Unreadable {
    long working = WORKING * (to - from);
    memory.take(working);
    byte[] bytes = new byte[to - from];
    int count = 0;
    for (int at = from; at < to; at++) {
      byte next = body[at];
      if (next == '%') {
        bytes[count++] = (byte) byteAt(at + 1, to);
        at += 2;
      } else {
        bytes[count++] = next == '+' ? (byte) ' ' : next;
      }
    }
    String text = BodyText.of(bytes, 0, count, charset);
    memory.give(working);
    return text;
  }

  private int byteAt(int at, int to) throws Unreadable {
    int high = at + 1 < to ? Character.digit(body[at], 16) : -1;
    int low = at + 1 < to ? Character.digit(body[at + 1], 16) : -1;
    if (high < 0 || low < 0) {
      throw Unreadable.because("a percent sign is not followed by two hexadecimal digits");
    }
    return high * 16 + low;
  }
}

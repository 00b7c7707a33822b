package drawbridge.inbound.body;

import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.platform.Fault;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decodes the text of a body. Malformed UTF-8 is a fault, since replacing it would alter data. */
public final class BodyText {

  private BodyText() {}

  /** Reads {@code text/plain} in UTF-8 as one string; empty when it is not UTF-8. */
  public static Optional<TextNode> read(byte[] body, FaultList faults) {
    try {
      return Optional.of(new TextNode(of(body)));
    } catch (Unreadable e) {
      faults.addLast(e.fault());
      return Optional.empty();
    }
  }

  /**
   * Decodes a body. Skips a byte order mark, as RFC 8259 §8.1 allows.
   *
   * @throws Unreadable naming the first byte that is not UTF-8
   */
  static String of(byte[] body) throws Unreadable {
    ByteBuffer bytes = ByteBuffer.wrap(body);
    CharBuffer chars = CharBuffer.allocate(body.length);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CoderResult end = decoder.decode(bytes, chars, true);
    if (end.isError()) {
      throw new Unreadable(
          Fault.at("", "the body is not UTF-8: byte " + bytes.position() + " (from 0)"));
    }
    String text = chars.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}

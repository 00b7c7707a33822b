package drawbridge.inbound.body;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Decodes the text of a body. Malformed bytes are a fault, since replacing them would alter data.
 */
final class BodyText {

  private BodyText() {}

  /** Reads a body as one string. */
  static TextNode read(byte[] body, Charset charset, Allowance memory) throws Unreadable {
    long working = (long) Math.ceil(2.0 * body.length * charset.newDecoder().maxCharsPerByte());
    memory.take(working);
    String text = of(body, 0, body.length, charset);
    memory.give(working);
    return new ChargedNodes(memory).text(text);
  }

  /**
   * Decodes bytes. Skips a byte order mark.
   *
   * @throws Unreadable naming the first malformed byte
   */
  static String of(byte[] body, int from, int to, Charset charset) throws Unreadable {
    ByteBuffer bytes = ByteBuffer.wrap(body, from, to - from);
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer chars =
        CharBuffer.allocate((int) Math.ceil((to - from) * (double) decoder.maxCharsPerByte()) + 1);
    CoderResult end = decoder.decode(bytes, chars, true);
    if (end.isUnderflow()) {
      end = decoder.flush(chars);
    }
    if (!end.isUnderflow()) {
      throw Unreadable.because(
          "the body is not "
              + charset.name()
              + ": byte "
              + (bytes.position() - from)
              + " (from 0)");
    }
    String text = chars.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}

package drawbridge.inbound.body;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes bytes while they are read, without a copy of the text. Malformed bytes are a fault, since
 * replacing them would alter data. Skips a byte order mark, as RFC 8259 §8.1 allows.
 */
final class StrictReader extends Reader {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final int NONE = -1;

  /** The cost of a buffer that parsers keep for the next body. */
  private static final long USUAL = 8L * 8192;

  private final ByteBuffer bytes;
  private final int from;
  private final Allowance memory;
  private final CharsetDecoder decoder;
  private final String charset;
  private int second = NONE;
  private boolean isAtStart = true;
  private boolean isFlushed;
  private boolean isMalformed;
  private long charged = USUAL;
  private @Nullable Unreadable limit;

  StrictReader(byte[] body, Charset charset, Allowance memory) {
    this(body, 0, body.length, charset, memory);
  }

  /**
   * @param memory charged for the buffer of a parser, which holds its longest token
   */
  StrictReader(byte[] body, int from, int to, Charset charset, Allowance memory) {
    this.memory = memory;
    this.bytes = ByteBuffer.wrap(body, from, to - from);
    this.from = from;
    this.charset = charset.name();
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Whether an unread text in UTF-8 is empty or white space. */
  boolean isBlank() {
    for (int at = bytes.position(); at < bytes.limit(); at++) {
      if (bytes.get(at) != '\n'
          && bytes.get(at) != '\r'
          && bytes.get(at) != '\t'
          && bytes.get(at) != ' ') {
        return false;
      }
    }
    return true;
  }

  /** Returns what ended the reading: a malformed byte or a limit; empty when the parser did. */
  Optional<Unreadable> end() {
    return isMalformed
        ? Optional.of(
            Unreadable.because(
                "the body is not " + charset + ": byte " + (bytes.position() - from) + " (from 0)"))
        : Optional.ofNullable(limit);
  }

  /** Returns the memory of the buffers. Call it after the last read. */
  void giveBack() {
    memory.give(charged - USUAL);
    charged = USUAL;
  }

  /** Charges a buffer, its copy of twice the length that follows, and the text of a token. */
  private void charge(int buffer) throws IOException {
    long needed = 8L * buffer;
    if (needed > charged) {
      try {
        memory.take(needed - charged);
      } catch (Unreadable e) {
        limit = e;
        throw new IOException("the memory of the body is used up", e);
      }
      charged = needed;
    }
  }

  @Override
  public int read(char[] into, int at, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    charge(into.length);
    int count = decode(CharBuffer.wrap(into, at, most));
    if (isAtStart && count > 0) {
      isAtStart = false;
      if (into[at] == BYTE_ORDER_MARK) {
        System.arraycopy(into, at + 1, into, at, count - 1);
        return count == 1 ? read(into, at, most) : count - 1;
      }
    }
    return count;
  }

  private int decode(CharBuffer chars) throws IOException {
    int before = chars.position();
    if (second != NONE) {
      chars.put((char) second);
      second = NONE;
      return 1;
    }
    CoderResult end = isFlushed ? CoderResult.UNDERFLOW : decoder.decode(bytes, chars, true);
    if (end.isUnderflow() && !isFlushed) {
      isFlushed = decoder.flush(chars).isUnderflow();
    }
    int count = chars.position() - before;
    if (count > 0) {
      return count;
    }
    if (end.isError()) {
      isMalformed = true;
      throw new IOException("malformed " + charset);
    }
    return isFlushed ? -1 : firstOfTwo(chars);
  }

  /** A pair of surrogates does not fit into the last character of a buffer. */
  private int firstOfTwo(CharBuffer chars) throws IOException {
    char[] pair = new char[2];
    int count = decode(CharBuffer.wrap(pair));
    if (count > 0) {
      chars.put(pair[0]);
      second = count == 2 ? pair[1] : NONE;
    }
    return Math.min(count, 1);
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public void close() {
    // bytes in memory
  }
}

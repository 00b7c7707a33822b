package drawbridge.platform.boundary;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;

/**
 * Limits the time for a whole body. The limit is checked when bytes arrive; the server's timeout
 * for one read ends a body of which nothing arrives.
 */
public final class TimedInput extends FilterInputStream {

  private final Clock clock;
  private final Instant end;

  /**
   * @param most the time, from now on
   */
  public TimedInput(InputStream in, Clock clock, Duration most) {
    super(in);
    this.clock = clock;
    this.end = clock.instant().plus(most);
  }

  /** The body exceeds its time. */
  public static final class TooSlow extends IOException {
    TooSlow() {
      super("the body exceeds its time");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * Reads bytes.
   *
   * @throws TooSlow when the bytes arrive after the limit, or the server's read timeout expires
   */
  @Override
  public int read(byte[] bytes, int from, int most) throws IOException {
    int count = next(bytes, from, most);
    if (count > 0 && clock.instant().isAfter(end)) {
      throw new TooSlow();
    }
    return count;
  }

  private int next(byte[] bytes, int from, int most) throws IOException {
    try {
      return in.read(bytes, from, most);
    } catch (IOException e) {
      if (e.getCause() instanceof TimeoutException || !clock.instant().isBefore(end)) {
        throw new TooSlow();
      }
      throw e;
    }
  }
}

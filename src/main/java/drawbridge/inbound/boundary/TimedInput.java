package drawbridge.inbound.boundary;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;

/**
 * A body whose sender has only so much time for all of it. The time is looked at when bytes have
 * come; a sender that sends nothing at all is found out by the server's own time-out for one read.
 */
final class TimedInput extends FilterInputStream {

  private final Clock clock;
  private final Instant end;

  TimedInput(InputStream in, Clock clock, Duration most) {
    super(in);
    this.clock = clock;
    this.end = clock.instant().plus(most);
  }

  /** The sender was too slow. */
  static final class TooSlow extends IOException {
    TooSlow() {
      super("the time for the body is over");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Throws {@link TooSlow} for bytes that came when the time was over. */
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

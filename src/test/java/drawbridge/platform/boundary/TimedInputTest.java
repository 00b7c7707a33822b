package drawbridge.platform.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.fixture.MovableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A body that arrives byte by byte has a limited time. */
class TimedInputTest {

  private static final Duration TEN = Duration.ofSeconds(10);

  private final MovableClock clock = new MovableClock();

  /** Each read takes one second and returns one byte. */
  private final class SlowBody extends InputStream {
    private final InputStream bytes = new ByteArrayInputStream(new byte[100]);

    @Override
    public int read() throws IOException {
      clock.move(Duration.ofSeconds(1));
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      clock.move(Duration.ofSeconds(1));
      return bytes.read(into, from, Math.min(1, most));
    }
  }

  @Test
  void bodyWithinItsTimeIsRead() throws IOException {
    assertThat(new TimedInput(new SlowBody(), clock, TEN).readNBytes(10)).hasSize(10);
    assertThat(new TimedInput(new SlowBody(), clock, Duration.ofMinutes(2)).readAllBytes())
        .hasSize(100);
  }

  @Test
  void slowBodyEndsAtTheLimit() {
    TimedInput body = new TimedInput(new SlowBody(), clock, TEN);
    var begun = clock.instant();
    assertThatThrownBy(() -> body.readNBytes(100)).isInstanceOf(TimedInput.TooSlow.class);
    assertThat(Duration.between(begun, clock.instant())).isEqualTo(Duration.ofSeconds(11));
    assertThatThrownBy(body::read).isInstanceOf(TimedInput.TooSlow.class);
  }

  @Test
  void completeBodyIsReadEvenIfItsEndIsLate() throws IOException {
    TimedInput body = new TimedInput(new ByteArrayInputStream(new byte[3]), clock, TEN);
    assertThat(body.readNBytes(3)).hasSize(3);
    clock.move(Duration.ofMinutes(1));
    assertThat(body.read()).isNegative();
  }

  @Test
  void readTimeoutIsTooSlowAndOtherFailuresAreNot() {
    IOException timeOut = new IOException("timed out", new TimeoutException());
    IOException reset = new IOException("reset");
    assertThatThrownBy(() -> failing(timeOut).read()).isInstanceOf(TimedInput.TooSlow.class);
    assertThatThrownBy(() -> failing(reset).read()).isSameAs(reset);
  }

  private TimedInput failing(IOException fault) {
    return new TimedInput(
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw fault;
          }

          @Override
          public int read(byte[] into, int from, int most) throws IOException {
            throw fault;
          }
        },
        clock,
        TEN);
  }
}

package drawbridge.platform.boundary.guard;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Only failures of the client's connection are kept out of the log. */
class HungUpFilterTest {

  @Test
  void failuresOfTheConnectionAreRecognised() {
    assertThat(HungUpFilter.isHungUp(new EOFException())).isTrue();
    assertThat(HungUpFilter.isHungUp(new IOException("Broken pipe"))).isTrue();
    assertThat(HungUpFilter.isHungUp(new SocketException("Connection reset"))).isTrue();
    assertThat(HungUpFilter.isHungUp(new ServletException(new ClosedChannelException()))).isTrue();
    assertThat(HungUpFilter.isHungUp(new IOException(new TimeoutException()))).isTrue();
  }

  @Test
  void otherFailuresReachTheLog() {
    assertThat(HungUpFilter.isHungUp(new IOException("No space left on device"))).isFalse();
    assertThat(HungUpFilter.isHungUp(new ServletException(new IllegalStateException()))).isFalse();
    assertThat(HungUpFilter.isHungUp(new IOException())).isFalse();
  }
}

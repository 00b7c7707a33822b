package drawbridge.platform.boundary.stream;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventStreamTest {

  private static final String LONG = "x".repeat(1_000);

  private final Connection connection = new Connection();
  private int completions;
  private final EventStream stream = new EventStream(connection, () -> completions++);

  /** The output of a connection that takes bytes until it is full. */
  private static final class Connection extends ServletOutputStream {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int room = Integer.MAX_VALUE;
    private boolean isClosed;

    @Override
    public boolean isReady() {
      return room > 0;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(int each) throws IOException {
      assertThat(isReady()).as("writes only when it blocks no thread").isTrue();
      if (isClosed) {
        throw new IOException("Broken pipe");
      }
      taken.write(each);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      write(bytes[from]);
      taken.write(bytes, from + 1, length - 1);
      room -= length;
    }

    @Override
    public void flush() {
      assertThat(isReady()).isTrue();
    }

    String text() {
      return taken.toString(StandardCharsets.UTF_8);
    }
  }

  @Test
  void eventsBeginWhenTheServerTakesBytes() {
    stream.send("1", () -> "{\"a\":1}");
    assertThat(connection.text()).isEmpty();
    stream.onWritePossible();
    assertThat(connection.text()).isEqualTo("retry: 1000\n\nid: 1\ndata: {\"a\":1}\n\n");
    stream.beat();
    assertThat(connection.text()).endsWith("\n\n:\n\n");
  }

  @Test
  void slowClientGetsTheNumberOfEventsThatItMisses() {
    stream.onWritePossible();
    connection.room = 0;
    for (int i = 0; i < 1_000; i++) {
      stream.send(String.valueOf(i), () -> LONG);
    }
    int before = connection.text().length();
    connection.room = Integer.MAX_VALUE;
    stream.onWritePossible();
    String late = connection.text().substring(before);
    long sent = late.lines().filter(line -> line.startsWith("id: ")).count();
    assertThat(late.length()).isLessThan(EventStream.MOST_BYTES + 2 * LONG.length());
    assertThat(late).endsWith("event: skipped\ndata: {\"skipped\": " + (1_000 - sent) + "}\n\n");
    assertThat(sent).isBetween(200L, 300L);

    stream.send("next", () -> "{}");
    assertThat(connection.text()).endsWith("}\n\nid: next\ndata: {}\n\n");
  }

  @Test
  void missedEventsAreToldBeforeLaterOnes() {
    stream.onWritePossible();
    stream.skip(7);
    stream.send("later", () -> "{}");
    assertThat(connection.text())
        .endsWith("event: skipped\ndata: {\"skipped\": 7}\n\nid: later\ndata: {}\n\n");
  }

  @Test
  void closedConnectionEndsTheStreamOnce() {
    stream.onWritePossible();
    connection.isClosed = true;
    stream.send("1", () -> "{}");
    assertThat(stream.isEnded()).isTrue();
    stream.end();
    stream.onError(new IOException("again"));
    stream.send("2", () -> "{}");
    assertThat(completions).isEqualTo(1);
  }
}

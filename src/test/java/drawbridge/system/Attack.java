package drawbridge.system;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Many connections of one hostile client. Each sends its first bytes, then more of them twice a
 * second. Connections that the server closes are opened again.
 */
final class Attack implements AutoCloseable {

  private static final int PERIOD_MILLIS = 500;
  private static final int SMALL = 1_024;

  /**
   * What the connections do.
   *
   * @param first the first bytes of a connection, by its number
   * @param more what follows twice a second; empty for nothing
   * @param isReading whether replies are read
   */
  record Plan(int connections, IntFunction<byte[]> first, String more, boolean isReading) {

    static Plan of(int connections, String first, String more) {
      byte[] bytes = first.getBytes(StandardCharsets.ISO_8859_1);
      return new Plan(connections, number -> bytes, more, true);
    }

    /** Does the same without reading replies, through a small window. */
    Plan unread() {
      return new Plan(connections, first, more, false);
    }
  }

  private final InetSocketAddress server;
  private final Plan plan;
  private final List<SocketChannel> open = new ArrayList<>();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  Attack(URI server, Plan plan) {
    this.server = new InetSocketAddress(server.getHost(), server.getPort());
    this.plan = plan;
  }

  /** Opens the connections; goes on until this is closed. */
  void begin() {
    var unused =
        thread.scheduleWithFixedDelay(this::strike, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void strike() {
    open.removeIf(each -> !isContinued(each));
    for (int each = open.size(); each < plan.connections(); each++) {
      try {
        open.add(opened(each));
      } catch (IOException e) {
        return; // the backlog is full; the next strike opens more
      }
    }
  }

  private SocketChannel opened(int number) throws IOException {
    SocketChannel channel = SocketChannel.open();
    if (!plan.isReading()) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL);
    }
    channel.socket().connect(server, PERIOD_MILLIS);
    channel.configureBlocking(false);
    channel.write(ByteBuffer.wrap(plan.first().apply(number)));
    return channel;
  }

  private boolean isContinued(SocketChannel channel) {
    try {
      channel.write(ByteBuffer.wrap(plan.more().getBytes(StandardCharsets.ISO_8859_1)));
      ByteBuffer reply = ByteBuffer.allocate(SMALL);
      int read = 0;
      while (plan.isReading() && (read = channel.read(reply.clear())) > 0) {
        // replies are dropped
      }
      if (read >= 0) {
        return true;
      }
      channel.close();
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    thread.execute(() -> open.forEach(Attack::close));
    thread.shutdown();
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("a socket cannot be closed", e);
    }
  }
}

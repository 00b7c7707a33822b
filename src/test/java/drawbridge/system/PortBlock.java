package drawbridge.system;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/**
 * Ports for servers that return to theirs after a kill. They lie below those of outgoing
 * connections. The first port of the block stays open, so that no other process takes the block.
 */
public final class PortBlock implements AutoCloseable {

  private static final int SIZE = 32;
  private static final int FIRST = 20_000;
  private static final int BLOCKS = 12_000 / SIZE;

  private final ServerSocket guard;
  private int last;

  private PortBlock(ServerSocket guard) {
    this.guard = guard;
    last = guard.getLocalPort();
  }

  /** Takes a block that no other process has, chosen at random. */
  public static PortBlock take() {
    int start = RandomGenerator.getDefault().nextInt(BLOCKS);
    for (int i = 0; i < BLOCKS; i++) {
      try {
        return new PortBlock(new ServerSocket(FIRST + (start + i) % BLOCKS * SIZE));
      } catch (IOException e) {
        // taken by another process
      }
    }
    throw new IllegalStateException("no block of ports is free");
  }

  /** Returns another unused port of the block. */
  public synchronized int next() {
    int end = guard.getLocalPort() + SIZE;
    for (last++; last < end; last++) {
      if (Server.isFree(last)) {
        return last;
      }
    }
    throw new IllegalStateException("no free port below " + end);
  }

  @Override
  public void close() throws IOException {
    guard.close();
  }
}

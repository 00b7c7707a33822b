package drawbridge.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A piece of network between a node and its store. While it is cut nothing passes and nobody is
 * told: connections stay open, new ones are taken and never answered, and what was sent meanwhile
 * arrives when it is mended.
 */
final class Cable implements AutoCloseable {

  private final ServerSocket near = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  private final int far;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private boolean isCut;

  /** A whole one to a port of this machine. */
  Cable(int far) throws IOException {
    this.far = far;
    threads.execute(this::connect);
  }

  /** Where the node's end is. */
  int port() {
    return near.getLocalPort();
  }

  synchronized void cut() {
    isCut = true;
  }

  synchronized void mend() {
    isCut = false;
    notifyAll();
  }

  private synchronized void awaitWhole() throws InterruptedException {
    while (isCut) {
      wait();
    }
  }

  private void connect() {
    try {
      while (true) {
        Socket node = near.accept();
        ends.add(node);
        threads.execute(() -> connect(node));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void connect(Socket node) {
    try {
      awaitWhole();
      Socket store = new Socket(InetAddress.getLoopbackAddress(), far);
      ends.add(store);
      threads.execute(() -> forward(node, store));
      forward(store, node);
    } catch (IOException e) {
      hangUp(node); // as a store that refuses would
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forward(Socket from, Socket to) {
    byte[] piece = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        awaitWhole();
        out.write(piece, 0, read);
        out.flush();
      }
      awaitWhole(); // the end of a connection is news, too
    } catch (IOException e) {
      // one end is gone, and now both are
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ends.remove(from);
    ends.remove(to);
  }

  private static void hangUp(Socket end) {
    try {
      end.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    near.close();
    threads.shutdownNow();
    ends.forEach(Cable::hangUp);
  }
}

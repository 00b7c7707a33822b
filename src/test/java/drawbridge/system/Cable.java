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
 * A TCP proxy between a node and its store. While it is cut it forwards nothing: connections stay
 * open, new ones are accepted and never answered, and sent data arrives after the mend.
 */
final class Cable implements AutoCloseable {

  private final ServerSocket near = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  private final int far;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private boolean isCut;

  /** Connects to a local port. */
  Cable(int far) throws IOException {
    this.far = far;
    threads.execute(this::connect);
  }

  /** Returns the port for the node. */
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
      hangUp(node); // as a store that refuses connections does
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
      awaitWhole(); // the end of a connection is delayed, too
    } catch (IOException e) {
      // one end has closed: closes both
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

package drawbridge.browser;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A proxy at which TLS ends: it passes on each request with {@code X-Forwarded-Proto: https} and
 * the client's {@code Host}. Each connection carries one request. Its certificate is self-signed.
 */
final class TlsProxy implements AutoCloseable {

  private static final char[] PASSWORD = "password-of-the-proxy".toCharArray();
  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

  private final URI server;
  private final SSLServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private TlsProxy(URI server, SSLServerSocket listener) {
    this.server = server;
    this.listener = listener;
  }

  /**
   * Starts a proxy on a free port of this machine.
   *
   * @param directory for the key
   */
  static TlsProxy start(URI server, Path directory)
      throws IOException, GeneralSecurityException, InterruptedException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(newKey(directory.resolve("key.p12")), PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("localhost"));
    TlsProxy proxy = new TlsProxy(server, listener);
    proxy.threads.execute(proxy::accept);
    return proxy;
  }

  private static KeyStore newKey(Path file)
      throws IOException, GeneralSecurityException, InterruptedException {
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "proxy",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (made.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  /** Returns the address for browsers. */
  String base() {
    return "https://localhost:" + listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        threads.execute(() -> relay(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  /** Browsers open connections ahead and end them without a request, which needs no answer. */
  private void relay(Socket client) {
    try (client;
        Socket behind = new Socket(server.getHost(), server.getPort())) {
      String head = readHead(client.getInputStream());
      int line = head.indexOf("\r\n") + 2;
      String passed =
          head.substring(0, line)
              + "X-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2.7\r\nConnection: close\r\n"
              + head.substring(line).replaceAll("(?im)^connection:.*\r\n", "");
      OutputStream out = behind.getOutputStream();
      out.write(passed.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      threads.execute(() -> copyBody(client, behind));
      behind.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // the client or the server has closed the connection
    }
  }

  private static void copyBody(Socket client, Socket behind) {
    try {
      client.getInputStream().transferTo(behind.getOutputStream());
    } catch (IOException e) {
      // the reply has ended
    }
  }

  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int matched = 0; matched < HEAD_END.length; ) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.write(next);
      matched = next == HEAD_END[matched] ? matched + 1 : next == HEAD_END[0] ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}

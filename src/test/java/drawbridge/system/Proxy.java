package drawbridge.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** HAProxy or nginx with the file of {@code server-config/proxy}; only addresses differ from it. */
final class Proxy implements AutoCloseable {

  private static final Path FILES = Path.of("server-config/proxy");
  private static final String NGINX =
      """
      daemon off;
      user root;
      pid nginx.pid;
      error_log stderr;
      events {}
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path reply;
        include drawbridge.conf;
      }
      """;

  private final Process process;
  private final int port;

  private Proxy(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a proxy.
   *
   * @param program {@code haproxy} or {@code nginx}
   * @param nodes ports of two nodes
   */
  static Proxy start(String program, Path directory, List<Integer> nodes) throws IOException {
    int port = Server.freePort();
    boolean isNginx = program.equals("nginx");
    String shipped = Files.readString(FILES.resolve(isNginx ? "nginx.conf" : "haproxy.cfg"));
    String here = shipped;
    for (Map.Entry<String, String> address :
        Map.of(
                "node1:8080",
                "127.0.0.1:" + nodes.get(0),
                "node2:8080",
                "127.0.0.1:" + nodes.get(1),
                isNginx ? "listen 80;" : "bind :80\n",
                isNginx ? "listen 127.0.0.1:" + port + ";" : "bind 127.0.0.1:" + port + "\n")
            .entrySet()) {
      if (!here.contains(address.getKey())) {
        throw new IllegalStateException("the shipped file has no " + address.getKey());
      }
      here = here.replace(address.getKey(), address.getValue());
    }
    Files.writeString(directory.resolve("drawbridge.conf"), here);
    Files.writeString(directory.resolve("nginx.conf"), NGINX);
    List<String> command =
        isNginx
            ? List.of("nginx", "-p", directory.toString(), "-c", "nginx.conf")
            : List.of("haproxy", "-db", "-f", "drawbridge.conf");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("proxy.log").toFile())
            .start();
    Awaitility.await(program).until(() -> isOpen(port));
    return new Proxy(process, port);
  }

  private static boolean isOpen(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    process.destroy();
  }
}

package drawbridge.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of servers. */
class TlsTest {

  private static final String PASSWORD = "password";

  @TempDir Path directory;
  private final StubServer plain = new StubServer();
  private final Terminal terminal = new Terminal(plain);
  private SSLContext before;
  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    before = SSLContext.getDefault();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context()));
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"runs\": []}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    SSLContext.setDefault(before);
    server.stop(0);
    plain.close();
  }

  /** Makes a certificate of ten days. */
  private SSLContext context() throws Exception {
    Path file = directory.resolve("keys");
    Process made =
        new ProcessBuilder(
                (Path.of(System.getProperty("java.home"), "bin", "keytool")
                        + " -genkeypair -alias x -keyalg EC -dname CN=localhost -validity 10"
                        + " -ext san=dns:localhost -storetype PKCS12 -storepass "
                        + PASSWORD
                        + " -keystore "
                        + file)
                    .split(" ", -1))
            .start();
    assertThat(made.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD.toCharArray());
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private String url() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  @Test
  void anUnknownAuthorityIsNamed() {
    assertThat(terminal.run("runs", "--url", url())).isEqualTo(2);
    assertThat(terminal.err())
        .contains("TLS with " + url() + " fails", "-Djavax.net.ssl.trustStore=FILE")
        .doesNotContain("dbt_");
    assertThat(terminal.run("doctor", "--url", url())).isEqualTo(1);
    assertThat(terminal.out()).contains("failed  address  TLS with");
  }

  @Test
  void theEndOfACertificateIsWarnedOf() throws Exception {
    SSLContext.setDefault(server.getHttpsConfigurator().getSSLContext());
    assertThat(terminal.run("runs", "--url", url())).isZero();
    Terminal now = new Terminal(plain).by(Clock.systemUTC());
    now.run("doctor", "--url", url());
    assertThat(now.out()).containsPattern("warning +encryption +the certificate ends at 20");
  }
}

package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of dependencies ({@code .ci/osv}) with a server that answers like OSV. */
class DependencyCheckST {

  private static final String BILL =
      """
      {"components": [{"purl": "pkg:maven/org.example/sound@1.0?type=jar"},
                      {"purl": "pkg:maven/org.example/faulty@2.1?type=jar"}]}""";
  private static final String QUESTION =
      "{\"queries\":[{\"package\":{\"purl\":\"pkg:maven/org.example/sound@1.0\"}},"
          + "{\"package\":{\"purl\":\"pkg:maven/org.example/faulty@2.1\"}}]}";

  @TempDir Path directory;
  private HttpServer osv;
  private String asked = "";
  private int status = 200;
  private String answer = "{\"results\": [{}, {}]}";

  /** What the check printed, and its status. */
  private record Checked(String printed, int status) {}

  @BeforeEach
  void start() throws IOException {
    osv = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    osv.createContext(
        "/v1/querybatch",
        exchange -> {
          asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    osv.start();
  }

  @AfterEach
  void stop() {
    osv.stop(0);
  }

  private Checked check(String bill) throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("bill.json"), bill);
    ProcessBuilder builder =
        new ProcessBuilder(Path.of(".ci", "osv").toString(), file.toAbsolutePath().toString())
            .redirectErrorStream(true);
    builder.environment().put("OSV_SERVER", "http://localhost:" + osv.getAddress().getPort());
    builder.environment().put("no_proxy", "localhost");
    Process process = builder.start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new Checked(printed, process.waitFor());
  }

  @Test
  void libraryWithoutAFindingPasses() throws Exception {
    assertThat(check(BILL)).isEqualTo(new Checked("2 libraries, 0 known vulnerabilities", 0));
    assertThat(asked.replaceAll("\\s", "")).isEqualTo(QUESTION);
  }

  @Test
  void findingNamesItsLibraryAndFails() throws Exception {
    answer = "{\"results\": [{}, {\"vulns\": [{\"id\": \"GHSA-1\"}, {\"id\": \"GHSA-2\"}]}]}";
    Checked checked = check(BILL);
    assertThat(checked.status()).isEqualTo(1);
    assertThat(checked.printed().lines())
        .containsExactly(
            "2 libraries, 2 known vulnerabilities",
            "pkg:maven/org.example/faulty@2.1: https://osv.dev/vulnerability/GHSA-1",
            "pkg:maven/org.example/faulty@2.1: https://osv.dev/vulnerability/GHSA-2");
  }

  @Test
  void anythingButAnAnswerIsNoPass() throws Exception {
    answer = "{\"results\": [{}]}";
    assertThat(check(BILL)).returns(2, Checked::status);
    status = 400;
    assertThat(check(BILL)).returns(2, Checked::status);
    status = 200;
    answer = "{\"results\": [{}, {}]}";
    assertThat(check("{\"components\": []}")).returns(2, Checked::status);
    assertThat(check("{")).returns(2, Checked::status);
    osv.stop(0);
    assertThat(check(BILL)).returns(2, Checked::status);
  }
}

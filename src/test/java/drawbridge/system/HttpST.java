package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, methods and headers that only HTTP shows. */
@ExtendWith(SharedServer.class)
class HttpST {

  private final Server server;

  HttpST(Server server) {
    this.server = server;
  }

  /** The server itself answers other paths ({@code ..} at the end, {@code %00}, {@code %zz}). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "DEFAULT",
        "default%20",
        "%2e%2e",
        "%C3%A9",
        "a%2Fb",
        "%27%20or%20",
        "."
      })
  @Tag("C1")
  void invalidWorkspaceGetsTheReplyOfAWrongSecret(String workspace) throws IOException {
    String path = workspace.equals(".") ? "x".repeat(3000) : workspace;
    String odd = raw("POST", "/api/inbound/" + path, "Inbound-Webhook-Secret: " + Server.SECRET);
    String wrong = raw("POST", "/api/inbound/default", "Inbound-Webhook-Secret: wrong");
    assertThat(odd).startsWith("HTTP/1.1 401");
    assertThat(withoutId(odd)).isEqualTo(withoutId(wrong));
  }

  @Test
  @Tag("C1")
  void duplicateOrVeryLongSecretIsWrong() throws IOException {
    String once = "Inbound-Webhook-Secret: " + Server.SECRET;
    assertThat(raw("POST", "/api/inbound/default", once + "\r\n" + once))
        .startsWith("HTTP/1.1 401");
    assertThat(raw("POST", "/api/inbound/default", once + "x".repeat(4000)))
        .startsWith("HTTP/1.1 401");
  }

  @ParameterizedTest
  @CsvSource({
    "HEAD, /api/inbound/default",
    "OPTIONS, /api/inbound/default",
    "PUT, /api/inbound/default",
    "GET, /api/inbound/default",
    "OPTIONS, /openapi",
  })
  @Tag("R3")
  void otherMethodsAreRefusedWithAllow(String method, String path) throws IOException {
    String answer = raw(method, path, "Accept: */*");
    assertThat(answer)
        .startsWith("HTTP/1.1 405")
        .containsPattern("Allow: .*(POST|GET)")
        .contains("application/problem+json");
    assertThat(answer.contains("\"detail\"")).isEqualTo(!method.equals("HEAD"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/nothing",
        "/api/application.wadl",
        "/openapi/application.wadl",
        "/nothing",
        "/problem",
      })
  @Tag("R3")
  void unknownAddressGetsAProblem(String path) {
    HttpResponse<String> answer = server.get(path, Map.of());
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(Json.read(answer.body()).path("requestId").asText()).isNotBlank();
  }

  /** Servers and JAX-RS read a percent sign without two digits as that sign. */
  @ParameterizedTest
  @ValueSource(strings = {"a=%zz", "%", "a=%4", "%zz=1&b=2", "a=%C3"})
  @Tag("R9")
  void malformedEscapeInAQueryIsRead(String query) throws IOException {
    String wrong = "Inbound-Webhook-Secret: wrong";
    assertThat(withoutId(raw("POST", "/api/inbound/default?" + query, wrong)))
        .isEqualTo(withoutId(raw("POST", "/api/inbound/default", wrong)));
    String secret = "Inbound-Webhook-Secret: " + Server.SECRET;
    assertThat(statusLine(raw("POST", "/api/inbound/default?" + query, secret)))
        .isEqualTo(statusLine(raw("POST", "/api/inbound/default", secret)));
  }

  /** The server answers these itself, before the application; servers.md lists the answers. */
  @ParameterizedTest
  @CsvSource({"%zz, 200", "%, 200", "%4, 200", "%00, 400"})
  @Tag("R9")
  void malformedEscapeInAPathIsAnsweredByTheServer(String id, int status) throws IOException {
    assertThat(raw("POST", "/api/inbound/default/triggers/" + id, "Accept: */*"))
        .startsWith("HTTP/1.1 " + status)
        .contains("Content-Length: 0");
  }

  private String raw(String method, String path, String header) throws IOException {
    try (RawConnection sender = new RawConnection(server.base())) {
      String body = method.equals("POST") ? "{\"workflow\": \"greet\"}" : "";
      sender.send(
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
              + header
              + "\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      return sender.rest();
    }
  }

  private static String statusLine(String answer) {
    return answer.lines().findFirst().orElse("");
  }

  private static String withoutId(String answer) {
    return answer.replaceFirst("\"requestId\":\"[^\"]*\"", "").replaceFirst("Date: .*", "");
  }
}

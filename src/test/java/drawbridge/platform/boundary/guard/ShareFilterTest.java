package drawbridge.platform.boundary.guard;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShareFilterTest {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  private final ShareFilter filter = new ShareFilter();
  private int passed;

  /** What the filter reads of a request. */
  private record Sent(String path, String client, String type, long bytes, boolean isSignedIn) {

    static Sent get(String path, String client) {
      return new Sent(path, client, "", 0, false);
    }

    static Sent body(String path, String type) {
      return new Sent(path, "192.0.2.1", type, 10, false);
    }

    HttpServletRequest request() {
      return fake(
          HttpServletRequest.class,
          (method, arguments) ->
              switch (method) {
                case "getServletPath" -> path;
                case "getRemoteAddr" -> client;
                case "getContentType" -> type.isEmpty() ? null : type;
                case "getContentLengthLong" -> bytes;
                case "getProtocol" -> "HTTP/1.1";
                case "isRequestedSessionIdValid" -> isSignedIn;
                case "isAsyncStarted" -> false;
                default -> null;
              });
    }
  }

  /** What a client sees of a reply. */
  private static final class Reply {
    private final Map<String, String> headers = new HashMap<>();
    private int status = 200;

    HttpServletResponse response() {
      return fake(
          HttpServletResponse.class,
          (method, arguments) -> {
            switch (method) {
              case "setStatus" -> status = (Integer) arguments[0];
              case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
              default -> {}
            }
            return switch (method) {
              case "getStatus" -> status;
              case "getOutputStream" -> new Nowhere();
              default -> null;
            };
          });
    }

    boolean isLast() {
      return "close".equals(headers.get("Connection"));
    }
  }

  @Test
  void oneClientHoldsHalfOfAShareAndOthersTheRest() throws Exception {
    int half = Area.PROBES.share() / 2;
    holding(
        half,
        "192.0.2.1",
        () -> {
          Reply refused = send(Sent.get("/health/ready", "192.0.2.1"));
          assertThat(refused.status).isEqualTo(503);
          assertThat(refused.headers).containsEntry("Retry-After", "1");
          assertThat(refused.isLast()).isTrue();
          assertThat(send(Sent.get("/metrics", "198.51.100.1")).status).isEqualTo(200);
          holding(
              half,
              "198.51.100.1",
              () ->
                  assertThat(send(Sent.get("/health/live", "203.0.113.1")).status).isEqualTo(503));
        });
    assertThat(send(Sent.get("/health/ready", "192.0.2.1")).status).isEqualTo(200);
  }

  @Test
  void areasDoNotTakeFromEachOtherAndSendersHaveNoShare() throws Exception {
    holding(
        Area.PROBES.share() / 2,
        "192.0.2.1",
        () -> {
          for (String path : List.of("/console/runs.xhtml", "/api/admin/runs", "/api/inbound/x")) {
            assertThat(send(Sent.get(path, "192.0.2.1")).status).as(path).isEqualTo(200);
          }
        });
  }

  @Test
  void failedRequestGivesItsThreadBack() throws Exception {
    for (int i = 0; i <= Area.PROBES.share(); i++) {
      List<String> failures = new ArrayList<>();
      try {
        filter.doFilter(
            Sent.get("/metrics", "192.0.2.1").request(),
            new Reply().response(),
            (request, response) -> {
              throw new ServletException("failed");
            });
      } catch (ServletException e) {
        failures.add(e.getMessage());
      }
      assertThat(failures).containsExactly("failed");
    }
  }

  @Test
  void eachAreaTakesOnlyItsBodies() throws Exception {
    assertThat(send(Sent.body("/health/ready", JSON)).status).isEqualTo(400);
    assertThat(send(Sent.body("/metrics", FORM)).status).isEqualTo(400);
    assertThat(send(Sent.body("/api/admin/runs", FORM)).status).isEqualTo(415);
    assertThat(send(Sent.body("/unknown", FORM)).status).isEqualTo(415);
    assertThat(send(Sent.body("/mcp/default", FORM)).status).isEqualTo(415);
    assertThat(send(Sent.body("/console/runs.xhtml", JSON)).status).isEqualTo(415);
    assertThat(passed).isZero();
    assertThat(send(Sent.body("/api/admin/runs", JSON)).status).isEqualTo(200);
    assertThat(send(Sent.body("/api/inbound/default", FORM)).status).isEqualTo(200);
    assertThat(passed).isEqualTo(2);
  }

  @Test
  void onlyAClientThatHasSignedInKeepsItsConnection() throws Exception {
    assertThat(send(Sent.get("/console/runs.xhtml", "192.0.2.1")).isLast()).isTrue();
    assertThat(send(Sent.get("/api/admin/runs", "192.0.2.1")).isLast()).isTrue();
    assertThat(send(new Sent("/console/runs.xhtml", "192.0.2.1", "", 0, true)).isLast()).isFalse();
    assertThat(send(new Sent("/health/ready", "192.0.2.1", "", 0, true)).isLast()).isTrue();
    assertThat(send(Sent.get("/api/inbound/default", "192.0.2.1")).isLast()).isFalse();
  }

  private interface Check {
    void run() throws IOException, ServletException;
  }

  /** Runs the check while the client has so many requests for the health in progress. */
  private void holding(int count, String client, Check check) throws IOException, ServletException {
    if (count == 0) {
      check.run();
      return;
    }
    send(Sent.get("/health/ready", client), (in, out) -> holding(count - 1, client, check));
  }

  private Reply send(Sent sent) throws IOException, ServletException {
    return send(sent, (request, response) -> passed++);
  }

  private Reply send(Sent sent, FilterChain chain) throws IOException, ServletException {
    Reply reply = new Reply();
    filter.doFilter(sent.request(), reply.response(), chain);
    return reply;
  }

  private interface Answers {
    @Nullable Object to(String method, Object[] arguments);
  }

  private static <T> T fake(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            ShareFilterTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.to(method.getName(), arguments)));
  }

  private static final class Nowhere extends ServletOutputStream {
    @Override
    public void write(int octet) {}

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
  }
}

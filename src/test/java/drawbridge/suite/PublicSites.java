package drawbridge.suite;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Answers on this machine as the public sites that the conformance features and examples call. */
final class PublicSites implements AutoCloseable {

  private static final String PETS = "/v2/pet/";

  private final HttpServer server;

  PublicSites() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", PublicSites::answer);
    server.start();
  }

  /** Returns a text with the addresses of the sites replaced by this server's. */
  String redirected(String definition) {
    String here = "http://127.0.0.1:" + server.getAddress().getPort();
    return definition
        .replace("https://petstore.swagger.io", here)
        .replace("https://httpbin.org", here)
        .replace("https://swapi.dev", here)
        .replace("https://example.com", here)
        .replace("https://hospital.example.com", here);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    String query = exchange.getRequestURI().getRawQuery();
    if (path.equals(PETS + "findByStatus") && "status=available".equals(query)) {
      send(exchange, 200, "[" + pet("1") + "," + pet("2") + "]");
    } else if (path.matches(PETS + "\\d+")) {
      send(exchange, 200, pet(path.substring(PETS.length())));
    } else if (path.equals("/basic-auth/serverless-workflow/conformance-test")) {
      String pair = "serverless-workflow:conformance-test";
      String coded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      boolean isKnown =
          ("Basic " + coded).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      send(exchange, isKnown ? 200 : 401, "{\"authenticated\": " + isKnown + "}");
    } else if (path.startsWith("/api/people/") || path.startsWith("/planets/")) {
      String homeworld = "http://" + exchange.getRequestHeaders().getFirst("Host") + "/planets/1";
      send(
          exchange,
          200,
          "{\"at\": \"%s\", \"homeworld\": \"%s\"}".formatted(exchange.getRequestURI(), homeworld));
    } else if (path.startsWith("/api/v1/")) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String sent = body.isEmpty() ? "}" : ", " + body.substring(1);
      send(exchange, 200, "{\"at\": \"" + path + "\"" + sent);
    } else {
      send(exchange, 404, "{\"message\": \"not found\"}");
    }
  }

  private static String pet(String id) {
    return "{\"id\": %s, \"name\": \"Rex\", \"status\": \"available\"}".formatted(id);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

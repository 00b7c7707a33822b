package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import drawbridge.run.outbound.authorization.AuthorizationServer;
import drawbridge.run.outbound.authorization.AuthorizationServer.Reply;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workflows whose calls need tokens of a server on this machine. */
@Tag("X24")
class AuthorizedCallsST {

  private static final int RUNS = 200;
  private static final String SECRET = "secret-of-the-client";
  private static final String CALL =
      """
      document: {dsl: '1.0.3', namespace: tests, name: %s, version: '1.0.0'}
      do:
        - ask:
            call: http
            with:
              method: get
              endpoint: {uri: '%s', authentication: {%s}}
      """;

  @TempDir Path directory;

  @Test
  void manyRunsCallWithOneTokenUntilItIsRefused() throws IOException {
    try (AuthorizationServer called = new AuthorizationServer()) {
      called.api =
          request ->
              Reply.json(
                  200, Json.write(Json.object().put("got", request.header("Authorization"))));
      called.issuer =
          request ->
              request.path().endsWith("/openid-configuration")
                  ? Reply.json(200, metadata(called))
                  : called.token(3600);
      try (Server server = Server.start(directory, settings(called))) {
        HttpResponse<String> accepted = start(server, "oauth2", RUNS);
        Json.read(accepted.body())
            .path("results")
            .forEach(it -> assertSucceeded(server, it.path("location").textValue()));
        assertThat(called.at("/realm/oauth2/token")).hasSize(1);
        assertThat(called.at("/api/oauth2")).hasSize(RUNS);

        called.valid.clear();
        JsonNode one = Json.read(start(server, "oauth2", 1).body()).at("/results/0");
        assertSucceeded(server, one.path("location").textValue());
        assertThat(called.at("/realm/oauth2/token")).hasSize(2);
        assertThat(called.at("/api/oauth2")).hasSize(RUNS + 2);

        JsonNode other = Json.read(start(server, "oidc", 1).body()).at("/results/0");
        assertSucceeded(server, other.path("location").textValue());
        assertThat(called.at("/realm/tokens")).hasSize(1);
        assertThat(server.logged()).doesNotContain("token-number", SECRET);
      }
    }
  }

  private Map<String, String> settings(AuthorizationServer called) throws IOException {
    Path workflows = Files.createDirectories(directory.resolve("workflows"));
    String oauth2 =
        "oauth2: {authority: '%s', grant: client_credentials, client: {id: me, secret: '{{secrets.client}}'}}"
            .formatted(called.url("/realm"));
    Files.writeString(
        workflows.resolve("oauth2.yaml"),
        CALL.formatted("oauth2", called.url("/api/oauth2"), oauth2));
    Files.writeString(
        workflows.resolve("oidc.yaml"),
        CALL.formatted("oidc", called.url("/api/oidc"), "oidc: {use: policy}"));
    Map<String, String> settings = new HashMap<>();
    settings.put("DRAWBRIDGE_WORKFLOWS_DIRECTORY", workflows.toString());
    settings.put("DRAWBRIDGE_SECRETS_CLIENT", SECRET);
    settings.put(
        "DRAWBRIDGE_SECRETS_POLICY",
        Json.write(
            Json.object()
                .put("authority", called.url("/realm"))
                .put("grant", "client_credentials")
                .set("client", Json.object().put("id", "me").put("secret", SECRET))));
    return settings;
  }

  private static String metadata(AuthorizationServer called) {
    return "{\"issuer\": \"%s\", \"token_endpoint\": \"%s\"}"
        .formatted(called.url("/realm"), called.url("/realm/tokens"));
  }

  private static HttpResponse<String> start(Server server, String workflow, int runs) {
    String entries =
        IntStream.range(0, runs)
            .mapToObj(i -> "{\"n\": " + i + "}")
            .collect(Collectors.joining(", ", "[", "]"));
    HttpResponse<String> accepted =
        server.post("{\"workflow\": \"" + workflow + "\", \"batch\": " + entries + "}");
    assertThat(accepted.statusCode()).isEqualTo(202);
    return accepted;
  }

  private static void assertSucceeded(Server server, String location) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              JsonNode run =
                  Json.read(
                      server
                          .get(location, Map.of("Inbound-Webhook-Secret", server.secret()))
                          .body());
              assertThat(run.path("status").asText()).as(run.toString()).isEqualTo("succeeded");
              assertThat(run.at("/output/got").asText()).isEqualTo("Bearer ***");
            });
  }
}

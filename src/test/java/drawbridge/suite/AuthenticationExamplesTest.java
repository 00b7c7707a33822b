package drawbridge.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import drawbridge.fixture.Stores;
import drawbridge.run.outbound.authorization.AuthorizationServer;
import drawbridge.run.outbound.authorization.AuthorizationServer.Received;
import drawbridge.run.outbound.authorization.AuthorizationServer.Reply;
import drawbridge.run.worker.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples of the DSL's specification for tokens, executed against a server of this machine.
 */
@Tag("X24")
@Tag("X26")
class AuthenticationExamplesTest {

  private static final Path EXAMPLES =
      Path.of(System.getProperty("drawbridge.suites", "../shared/suites")).resolve("dsl/examples");
  private static final String AUTHORITY = "http://keycloak/realms/fake-authority";

  @ParameterizedTest
  @CsvSource({
    "oauth2, /realm/auth/token, workflow-runtime-id",
    "oauth2-secret, /realm/oauth2/token, of-the-secret",
    "oidc, /realm/tokens, workflow-runtime-id",
    "oidc-secret, /realm/tokens, of-the-secret"
  })
  void exampleCallsWithAToken(String example, String endpoint, String client) throws IOException {
    assumeTrue(Files.isDirectory(EXAMPLES), "skipped: there is no directory " + EXAMPLES);
    try (AuthorizationServer server = new AuthorizationServer();
        TestNode node = new TestNode(Stores.h2())) {
      server.issuer =
          request ->
              request.path().endsWith("/openid-configuration")
                  ? Reply.json(200, metadata(server))
                  : server.token(60);
      node.secret("mySecret", policy(server));
      String definition =
          Files.readString(EXAMPLES.resolve("authentication-" + example + ".yaml"))
              .replace(AUTHORITY, server.url("/realm"))
              .replace("https://petstore.swagger.io/v2", server.url("/api"))
              .replaceFirst("document:\n", "document:\n  metadata: {input: runtime}\n");
      node.save("example", definition);
      String run = node.start("example", "{\"petId\": 7}");
      node.runDue();

      assertThat(node.output(run)).isEqualTo("{\"id\":1}");
      assertThat(server.at(endpoint)).extracting(Received::body).hasSize(1);
      assertThat(server.at(endpoint).get(0).body())
          .contains("grant_type=client_credentials", "client_id=" + client);
      assertThat(server.at("/api/pet/7")).hasSize(1);
      assertThat(server.at("/api/pet/7").get(0).header("Authorization"))
          .isEqualTo("Bearer token-number-1");
      assertThat(node.steps(run).toString() + node.run(run).output()).doesNotContain("token-");
    }
  }

  private static String metadata(AuthorizationServer server) {
    return "{\"issuer\": \"%s\", \"token_endpoint\": \"%s\"}"
        .formatted(server.url("/realm"), server.url("/realm/tokens"));
  }

  private static String policy(AuthorizationServer server) {
    return "{\"authority\": \"%s\", \"grant\": \"client_credentials\","
            .formatted(server.url("/realm"))
        + " \"client\": {\"id\": \"of-the-secret\", \"secret\": \"secret-of-the-secret\"}}";
  }
}

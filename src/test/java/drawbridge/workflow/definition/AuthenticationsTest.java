package drawbridge.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("X24")
class AuthenticationsTest {

  private static final String AT = "/do/0/ask/with/endpoint/authentication";
  private static final String CLIENT = "client: {id: i, secret: s}";

  private static ParseResult read(String policy, String more) {
    return new DefinitionReader()
        .read(
            """
            document: {dsl: '1.0.3', namespace: t, name: t, version: '1.0.0'}
            do:
              - ask:
                  call: http
                  with:
                    method: get
                    endpoint: {uri: 'https://a.example', authentication: {%s}}
                    %s
            """
                .formatted(policy, more),
            DefinitionFormat.YAML);
  }

  private static List<String> faults(String policy) {
    return faults(policy, "output: content");
  }

  private static List<String> faults(String policy, String more) {
    return read(policy, more)
        .match(
            sound -> List.of(), faults -> faults.stream().map(AuthenticationsTest::text).toList());
  }

  private static String text(Fault fault) {
    return fault.pointer().replace(AT, "") + ": " + fault.detail();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "digest: {username: u, password: '{{secrets.p}}'}",
        "basic: {use: mine}",
        "bearer: {use: mine}",
        "digest: {use: mine}",
        "oauth2: {use: mine}",
        "oidc: {use: mine}",
        "oauth2: {authority: 'https://a/{tenant}', grant: client_credentials, " + CLIENT + "}",
        "oauth2: {authority: 'https://a/{{runtime.t}}', grant: client_credentials, scopes: [],"
            + " client: {id: i, secret: s, authentication: client_secret_basic}}",
        "oauth2: {authority: 'https://a', endpoints: {token: /t, revocation: /r, introspection: /i},"
            + " grant: client_credentials, issuers: ['https://a'], scopes: ['${ .scope }'],"
            + " client: {id: i, secret: '${ $secrets.s }', authentication: client_secret_jwt}}",
        "oidc: {authority: 'https://a', grant: password, username: u, password: p,"
            + " client: {authentication: none}, request: {encoding: application/json}}",
        "oidc: {authority: 'https://a', grant: client_credentials,"
            + " client: {id: i, assertion: '{{secrets.jwt}}', authentication: private_key_jwt}}",
        "oauth2: {authority: 'https://a', grant: 'urn:ietf:params:oauth:grant-type:token-exchange',"
            + " subject: {token: t, type: a}, actor: {token: t, type: a}, audiences: [x], "
            + CLIENT
            + "}"
      })
  void policiesOfTheDslAreAccepted(String policy) {
    assertThat(faults(policy)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "basic: {username: u} | /basic: `password` is missing",
        "basic: {username: u, password: p, realm: r} | /basic/realm: unknown member `realm`; known"
            + " here: password, username",
        "basic: {use: mine, username: u} | /basic/username: unknown member",
        "basic: {use: '{{runtime.s}}'} | /basic/use: references are not allowed here",
        "basic: {use: 5} | /basic/use: must be the name of a secret",
        "bearer: {} | /bearer: `token` is missing",
        "bearer: text | /bearer: must be an object with token",
        "certificate: {} | /certificate: `certificate` is not supported",
        "mtls: {} | : must be exactly one of basic, bearer, digest, oauth2 and oidc",
        "bearer: {token: t}, digest: {username: u, password: p} | : must be exactly one of",
        "oauth2: {grant: client_credentials, CLIENT} | /oauth2: `authority` is missing",
        "oauth2: {authority: 'https://a', CLIENT} | /oauth2: `grant` is missing: client_credentials,"
            + " password or urn:ietf:params:oauth:grant-type:token-exchange",
        "oauth2: {authority: 'https://a', grant: authorization_code, CLIENT} | /oauth2/grant:"
            + " authorization_code is not supported: it needs a browser",
        "oidc: {authority: 'https://a', grant: refresh_token, CLIENT} | /oidc/grant: refresh_token is"
            + " not supported: the DSL has no member for the refresh token",
        "oauth2: {authority: 'https://a', grant: '${ .g }', CLIENT} | /oauth2/grant: references are"
            + " not allowed here",
        "oauth2: {authority: 'https://a', grant: magic, CLIENT} | /oauth2/grant: must be"
            + " client_credentials, password or",
        "oauth2: {authority: 'ftp://a', grant: client_credentials, CLIENT} | /oauth2/authority: must"
            + " be a URI that begins with http:// or https://",
        "oauth2: {authority: {uri: 'https://a'}, grant: client_credentials, CLIENT} |"
            + " /oauth2/authority: must be",
        "oauth2: {authority: 'https://a', grant: client_credentials} | /oauth2: `client.id` is missing"
            + " for client.authentication client_secret_post",
        "oauth2: {authority: 'https://a', grant: client_credentials, client: {id: i}} | /oauth2:"
            + " `client.secret` is missing for client.authentication client_secret_post",
        "oauth2: {authority: 'https://a', grant: client_credentials, client: {id: i, authentication:"
            + " none}} | /oauth2/client/authentication: none is not possible with grant",
        "oauth2: {authority: 'https://a', grant: client_credentials, client: {id: i, secret: s,"
            + " authentication: private_key_jwt}} | /oauth2/client/secret: not used with"
            + " client.authentication private_key_jwt; leave it out",
        "oauth2: {authority: 'https://a', grant: client_credentials, client: {id: i, secret: s,"
            + " authentication: tls_client_auth}} | /oauth2/client/authentication: must be one of"
            + " client_secret_basic, client_secret_jwt, client_secret_post, none, private_key_jwt",
        "oauth2: {authority: 'https://a', grant: client_credentials, client: {id: i, secret: s,"
            + " assertion: a}} | /oauth2/client/assertion: not used with",
        "oauth2: {authority: 'https://a', grant: client_credentials, username: u, CLIENT} |"
            + " /oauth2/username: not used with grant client_credentials; leave it out",
        "oauth2: {authority: 'https://a', grant: password, username: u, CLIENT} | /oauth2: `password`"
            + " is missing for grant password",
        "oauth2: {authority: 'https://a', grant: client_credentials, subject: {token: t, type: t},"
            + " CLIENT} | /oauth2/subject/token: not used with",
        "oauth2: {authority: 'https://a', grant: client_credentials, endpoints: {token: token}, CLIENT}"
            + " | /oauth2/endpoints/token: must be a path that begins with /",
        "oidc: {authority: 'https://a', grant: client_credentials, endpoints: {token: /t}, CLIENT} |"
            + " /oidc/endpoints: unknown member `endpoints`; known here: actor, audiences, authority",
        "oauth2: {authority: 'https://a', grant: client_credentials, scopes: read, CLIENT} |"
            + " /oauth2/scopes: must be a list of texts",
        "oauth2: {authority: 'https://a', grant: client_credentials, scopes: [5], CLIENT} |"
            + " /oauth2/scopes/0: must be text",
        "oauth2: {authority: 'https://a', grant: client_credentials, request: {encoding: text/xml},"
            + " CLIENT} | /oauth2/request/encoding: must be one of application/json,",
        "oauth2: {authority: 'https://a', grant: client_credentials, client: i} | /oauth2/client: must"
            + " be an object with assertion, authentication, id, secret"
      })
  void otherPoliciesAreRefusedByName(String policy, String fault) {
    assertThat(faults(policy.replace("CLIENT", CLIENT)))
        .anySatisfy(it -> assertThat(it).startsWith(fault));
  }

  @Test
  void theExampleOfTheGuideIsAccepted() throws IOException {
    String guide = Files.readString(Path.of("src/docs/calls.md"));
    String example = guide.split("```yaml\n", 2)[1].split("```", 2)[0];
    List<Fault> faults =
        new DefinitionReader()
            .read(example, DefinitionFormat.YAML)
            .match(sound -> List.of(), found -> found);

    assertThat(faults).isEmpty();
  }

  @Test
  void endpointsThatAreNeverCalledAreWarnings() {
    String policy =
        "oauth2: {authority: 'https://a', grant: client_credentials, endpoints: {revocation: /r}, "
            + CLIENT
            + "}";
    assertThat(faults(policy)).isEmpty();
    assertThat(read(policy, "output: content").warnings())
        .extracting(AuthenticationsTest::text)
        .containsExactly(
            "/oauth2/endpoints/revocation: never called: a token is used until it ends");
  }

  @Test
  void redirectsAreRefusedWithDigest() {
    String digest = "digest: {username: u, password: p}";
    assertThat(faults(digest, "redirect: true"))
        .anySatisfy(it -> assertThat(it).contains("not possible with digest"));
    assertThat(faults(digest, "redirect: false")).isEmpty();
    assertThat(faults("bearer: {token: t}", "redirect: true")).isEmpty();
  }
}

package drawbridge.provider.signature;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.DeliveryPart;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that a workspace defines. */
@Tag("T4")
@Tag("T5")
class OwnRowsTest {

  private static final KeyHosts HOSTS = KeyHosts.parse("login.example.org, *.auth.example");
  private static final JsonObject GITHUB =
      JsonBinding.object(
          """
          {"header": "X-Acme", "prefix": "sha256=", "algorithm": "sha256", "encoding": "hex",
           "signed": "{body}"}
          """);

  @Test
  void ownRowVerifiesAsOthersDo() {
    Schemes schemes = Schemes.builtIn().with(Map.of("own:acme", GITHUB), KeyHosts.NONE);
    Scheme scheme =
        schemes
            .read(JsonBinding.object("{\"scheme\": \"own:acme\"}"), new ArrayList<>())
            .orElseThrow();
    Sent sent = Sent.proof("X-Acme", "sha256=", Example.GITHUB.sent().mac());
    assertThat(
            scheme.check(
                Example.delivery(Example.GITHUB.body(), sent.headers()),
                List.of(Example.GITHUB.secret()),
                Example.KEYS,
                Example.GITHUB.at()))
        .isEqualTo(new SignatureVerdict.Genuine(0));
    assertThat(Schemes.builtIn().names()).doesNotContain("acme");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Acme   | {}                                                      |             | must have a name that starts with own:
          github | {}                                                      |             | must have a name that starts with own:
          own:acme | {"header": "X", "algorithm": "md5", "encoding": "hex", "signed": "{body}"} | /algorithm | must be one of sha1, sha256, sha384, sha512
          own:acme | {"header": "X", "algorithm": "sha1", "encoding": "hex", "signed": "x"}     | /signed    | must have {body}
          own:acme | {"header": "X", "shown": "secret"}                      | /shown      | must have {secret} once, at its end
          own:acme | {"header": "X", "shown": "{secret}", "open": 1}         | /open       | must be an array
          own:acme | {"header": "X", "shown": "{secret}", "open": [1]}       | /open       | names an unknown member: 1
          own:acme | {"header": "X", "certificate": {"header": "C"}}         | /certificate | is permitted in the schemes of this server only
          own:acme | {"header": "X", "keys": "https://evil.example/keys", "issuers": ["a"], "algorithms": ["RS256"], "audience": "a", "sub": "b"} | /keys | must be on a host that the administrator permits
          own:acme | {"header": "X", "keys": "https://login.example.org.evil.example/keys", "issuers": ["a"], "algorithms": ["RS256"], "audience": "a", "sub": "b"} | /keys | must be on a host that the administrator permits
          own:acme | {"header": "X", "keys": "https://login.example.org@evil.example/keys", "issuers": ["a"], "algorithms": ["RS256"], "audience": "a", "sub": "b"} | /keys | must be
          own:acme | {"header": "X", "keys": "https://login.example.org:99/keys", "issuers": ["a"], "algorithms": ["RS256"], "audience": "a", "sub": "b"} | /keys | must be an https URL
          own:acme | {"header": "X", "keys": "http://login.example.org/keys", "issuers": ["a"], "algorithms": ["RS256"], "audience": "a", "sub": "b"} | /keys | must be an https URL
          own:acme | {"header": "X", "keys": "https://169.254.169.254/keys", "issuers": ["a"], "algorithms": ["RS256"], "audience": "a", "sub": "b"} | /keys | must be on a host that the administrator permits
          own:acme | {"header": "X", "keys": "https://{tenant}/keys", "issuers": ["a"], "algorithms": ["RS256"], "audience": "a", "sub": "b", "open": ["tenant"]} | /keys | must be
          own:acme | {"header": "X", "keys": "https://login.example.org/k", "issuers": ["a"], "algorithms": ["RS256"], "audience": "a", "sub": "b", "open": ["keys"]} | /open | must not have keys
          own:acme | {"header": "X", "keys": "https://login.example.org/k", "issuers": ["a"], "algorithms": ["HS256"], "audience": "a", "sub": "b"} | /algorithms/0 | must be one of RS256
          own:acme | {"header": "X", "keys": "https://login.example.org/k", "issuers": ["a"], "algorithms": ["RS256"], "audience": "a"} | /sub | is missing
          """)
  void unsafeRowIsRefused(String name, String row, String pointer, String detail) {
    JsonObject json = JsonBinding.object(row);
    assertThat(Schemes.builtIn().faultsOf(name, json, HOSTS))
        .anySatisfy(
            fault -> {
              assertThat(fault.pointer()).isEqualTo(pointer == null ? "" : pointer);
              assertThat(fault.detail()).startsWith(detail);
            });
    assertLeftOut(Schemes.builtIn().with(Map.of(name, json), HOSTS), name);
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.example.org/keys",
    "https://a.auth.example/keys",
    "https://www.googleapis.com/oauth2/v3/certs"
  })
  void permittedKeysAreAccepted(String keys) {
    JsonObject row =
        JsonBinding.object(
            """
            {"header": "Authorization", "prefix": "Bearer ", "keys": "%s", "issuers": ["a"],
             "algorithms": ["RS256"], "open": ["audience", "sub"]}
            """
                .formatted(keys));
    assertThat(Schemes.builtIn().faultsOf("own:acme", row, HOSTS)).isEmpty();
  }

  @Test
  void shownSecretsAreNamed() {
    assertThat(scheme("{\"scheme\": \"gitlab\"}").secretParts())
        .containsExactly(new DeliveryPart("X-Gitlab-Token", null, null));
    assertThat(scheme("{\"scheme\": \"api-key\", \"query\": \"k\"}").secretParts())
        .containsExactly(new DeliveryPart(null, "k", null));
    assertThat(scheme("{\"scheme\": \"microsoft-graph\"}").secretParts())
        .containsExactly(new DeliveryPart(null, null, "/value/-/clientState"));
    assertThat(scheme("{\"scheme\": \"github\"}").secretParts()).isEmpty();
    assertThat(scheme("{\"scheme\": \"mailgun\"}").secretParts()).isEmpty();
  }

  @Test
  void signedBodyAndNeededSecretAreTold() {
    assertThat(scheme("{\"scheme\": \"slack\"}").signsBody()).isTrue();
    assertThat(scheme("{\"scheme\": \"mailgun\"}").signsBody()).isFalse();
    assertThat(scheme("{\"scheme\": \"gitlab\"}").needsSecret()).isTrue();
    assertThat(scheme("{\"scheme\": \"paypal\", \"webhookId\": \"a\"}").needsSecret()).isFalse();
  }

  private static Scheme scheme(String settings) {
    List<Fault> faults = new ArrayList<>();
    Scheme scheme = Schemes.builtIn().read(JsonBinding.object(settings), faults).orElseThrow();
    assertThat(faults).isEmpty();
    return scheme;
  }

  private static void assertLeftOut(Schemes schemes, String name) {
    if (Schemes.builtIn().names().contains(name)) {
      return; // the row of the server stays
    }
    JsonObject settings = JsonBinding.object("{\"scheme\": \"" + name + "\"}");
    assertThat(schemes.read(settings, new ArrayList<>())).isEmpty();
  }
}

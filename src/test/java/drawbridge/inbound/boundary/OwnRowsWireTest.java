package drawbridge.inbound.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.contract.ContractCases;
import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import drawbridge.inbound.trigger.entity.ProviderRow.Kind;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests to triggers with signatures and handshakes that their workspace defines. */
@Tag("T5")
class OwnRowsWireTest {

  private static final String SECRET = "a secret of acme";
  private static final String BODY = "{\"name\": \"Ada\"}";
  private static final String SIGNATURE =
      """
      {"header": "X-Acme", "prefix": "v1=", "algorithm": "sha512", "encoding": "hex",
       "signed": "acme.{body}", "open": []}
      """;
  private static final String HANDSHAKE =
      """
      {"request": {"method": "GET", "when": [{"query": "ask"}]},
       "challenge": {"query": "ask", "form": "token"}, "answer": {"status": 200, "text": "{challenge}"}}
      """;

  private static WireInMemory wire;

  @BeforeAll
  static void setUp() throws IOException {
    wire =
        new WireInMemory(Stores.h2(), "a secret")
            .workflows(ContractCases.DIRECTORY.resolve("workflows"));
  }

  @AfterAll
  static void tearDown() {
    wire.close();
  }

  @Test
  void ownSignatureProvesRequests() throws GeneralSecurityException {
    String path = trigger("acme", "hello");
    assertThat(post(path, proof("acme." + BODY)).status()).isEqualTo(202);
    assertThat(post(path, proof(BODY)).status()).as("another text").isEqualTo(401);
    assertThat(post(path, proof("acme." + BODY).replace("v1=", "")).status()).isEqualTo(401);
    assertThat(post(path, "v1=").status()).isEqualTo(401);
    assertThat(send("POST", path, Map.of("Content-Type", "application/json"), BODY).status())
        .as("no signature")
        .isEqualTo(401);
    assertThat(send("GET", path + "?ask=abc", Map.of(), ""))
        .returns(200, Wire.Answer::status)
        .returns("abc", Wire.Answer::body);
  }

  @Test
  void disabledSignatureRefusesEventsAndHandshakes() throws GeneralSecurityException {
    String path = trigger("paused", "listening");
    wire.row(Kind.SIGNATURE, "paused", SIGNATURE, false);
    assertUnavailable(post(path, proof("acme." + BODY)));
    assertUnavailable(post(path, "v1=00"));
    assertUnavailable(send("GET", path + "?ask=abc", Map.of(), ""));
    wire.row(Kind.SIGNATURE, "paused", SIGNATURE, true);
    assertThat(post(path, proof("acme." + BODY)).status()).isEqualTo(202);
  }

  @Test
  void disabledHandshakeRefusesEventsAndHandshakes() throws GeneralSecurityException {
    String path = trigger("open", "silent");
    wire.row(Kind.HANDSHAKE, "silent", HANDSHAKE, false);
    assertUnavailable(post(path, proof("acme." + BODY)));
    assertUnavailable(send("GET", path + "?ask=abc", Map.of(), ""));
    wire.row(Kind.HANDSHAKE, "silent", HANDSHAKE, true);
    assertThat(send("GET", path + "?ask=abc", Map.of(), "").body()).isEqualTo("abc");
  }

  private static String trigger(String scheme, String provider) {
    wire.row(Kind.SIGNATURE, scheme, SIGNATURE, true);
    wire.row(Kind.HANDSHAKE, provider, HANDSHAKE, true);
    return wire.trigger(
        Json.read(
            """
            {"workflow": "greet", "signature": {"scheme": "own:%s", "secret": "%s"},
             "handshake": {"provider": "own:%s"}}
            """
                .formatted(scheme, SECRET, provider)));
  }

  private static String proof(String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA512");
    mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA512"));
    return "v1=" + HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
  }

  private static Wire.Answer post(String path, String proof) {
    return send("POST", path, Map.of("Content-Type", "application/json", "X-Acme", proof), BODY);
  }

  private static Wire.Answer send(
      String method, String path, Map<String, String> headers, String body) {
    return wire.send(new Wire.Request(method, path, headers, body, UTF_8));
  }

  private static void assertUnavailable(Wire.Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.mediaType()).isEqualTo("application/problem+json");
  }
}

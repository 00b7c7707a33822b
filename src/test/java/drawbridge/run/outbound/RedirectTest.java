package drawbridge.run.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import drawbridge.run.outbound.Http.Answered;
import drawbridge.run.outbound.Http.Request;
import drawbridge.run.outbound.Http.Secrets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("X12")
@Tag("X13")
class RedirectTest {

  private static Redirect redirect(Request from, int status, String to) {
    return Redirect.of(
            from, new Answered(status, Map.of("location", to), Json.NODES.nullNode(), new byte[0]))
        .orElseThrow();
  }

  private static Request request(String method, String uri, Map<String, String> headers) {
    byte[] body = "{\"token\":\"s3cret\"}".getBytes(StandardCharsets.UTF_8);
    Secrets secrets = new Secrets(Set.of("X-Shop"), true);
    return new Request(method, URI.create(uri), headers, body, true, null, secrets);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "Proxy-Authorization",
        "Cookie",
        "X-Api-Key",
        "apikey",
        "Ocp-Apim-Subscription-Key",
        "X-Auth-Token",
        "Private-Token",
        "X-Hub-Signature-256",
        "X-Client-Secret",
        "X-Session-Id",
        "x-shop" // made from a secret
      })
  void anotherOriginReceivesNoHeaderWithCredentials(String name) {
    Request from = request("GET", "https://a.test/x", Map.of(name, "v", "Accept", "text/plain"));
    assertThat(redirect(from, 302, "https://b.test/").next().headers())
        .isEqualTo(Map.of("Accept", "text/plain"));
    assertThat(redirect(from, 302, "https://a.test:8443/").next().headers())
        .doesNotContainKey(name);
    assertThat(redirect(from, 302, "/y").next().headers()).containsEntry(name, "v");
    assertThat(redirect(from, 302, "https://A.test:443/y").next().headers()).containsKey(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Accept", "Content-Type", "Idempotency-Key", "traceparent", "X-Tenant"})
  void anotherOriginReceivesOtherHeaders(String name) {
    Request from = request("GET", "http://a.test/", Map.of(name, "v"));
    assertThat(redirect(from, 301, "http://b.test/").next().headers()).containsEntry(name, "v");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, 307, https://b.test/, true",
    "POST, 308, https://b.test/, true",
    "PUT, 302, https://b.test/, true",
    "PATCH, 301, https://a.test:8443/, true",
    "POST, 302, https://b.test/, false", // becomes a GET without a body
    "PUT, 303, https://b.test/, false",
    "POST, 307, https://a.test/other, false"
  })
  void bodyWithASecretIsNotSentToAnotherOrigin(
      String method, int status, String to, boolean isRefused) {
    Redirect redirect = redirect(request(method, "https://a.test/", Map.of()), status, to);
    assertThat(redirect.refusal().isPresent()).isEqualTo(isRefused);
    assertThat(redirect.refusal().orElse("")).doesNotContain("s3cret");
  }

  @Test
  void secretHeaderOfAPostIsKeptFromAnotherOriginAfterARedirectOfItsOwn() {
    Request from = request("POST", "https://a.test/", Map.of("X-Shop", "v"));
    Request own = redirect(from, 303, "/done").next();
    assertThat(own.headers()).containsEntry("X-Shop", "v");
    assertThat(redirect(own, 302, "https://b.test/").next().headers()).isEmpty();
  }

  @Test
  void bodyWithoutASecretIsSentAgain() {
    Map<String, String> headers = new TreeMap<>();
    Request from =
        new Request("PUT", URI.create("http://a.test/"), headers, new byte[] {1}, true, null);
    Redirect redirect = redirect(from, 307, "http://b.test/");
    assertThat(redirect.refusal()).isEmpty();
    assertThat(redirect.next().body()).containsExactly(1);
    assertThat(redirect.next().method()).isEqualTo("PUT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a.test/", "HTTP://a.test/", "http://b.test/", "ftp://a.test/"})
  void httpsIsNotGivenUp(String to) {
    Request from = request("GET", "https://a.test/", Map.of());
    assertThat(redirect(from, 302, to).refusal()).get().asString().contains("without https");
  }
}

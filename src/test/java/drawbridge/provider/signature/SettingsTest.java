package drawbridge.provider.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The settings of a trigger for its scheme. */
@Tag("T4")
class SettingsTest {

  private static final String HMAC =
      """
      {"scheme": "hmac", "header": "X-Sum", "algorithm": "sha256", "encoding": "hex",
       "signed": "{body}"}
      """;

  @ParameterizedTest
  @EnumSource
  void schemeReadFromItsSettingsIsEqual(Example example) {
    Scheme scheme = example.scheme();
    assertThat(read(scheme.toJson())).isEqualTo(scheme).hasSameHashCodeAs(scheme);
    assertThat(scheme.toJson().getString("scheme")).isEqualTo(scheme.name());
  }

  @Test
  void returnedSettingsAreUnmodifiable() {
    JsonObject settings = Example.SLACK.scheme().toJson();
    assertThatThrownBy(() -> settings.put("scheme", JsonValue.TRUE))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void nullMemberIsAbsent() {
    assertThat(read("{\"scheme\": \"slack\", \"tolerance\": null}"))
        .isEqualTo(read("{\"scheme\": \"slack\"}"));
  }

  @Test
  void triggerMaySetTheTolerance() {
    Scheme scheme = read("{\"scheme\": \"slack\", \"tolerance\": \"PT1H\"}");
    List<String> secrets = List.of(Example.SLACK.secret());
    assertThat(
            scheme.check(
                Example.SLACK.delivery(),
                secrets,
                Example.KEYS,
                Example.SLACK.at().plus(Duration.ofHours(1))))
        .isEqualTo(new SignatureVerdict.Genuine(0));
  }

  @Test
  void triggerSetsTheHeaderOfAnApiKey() {
    Scheme scheme = read("{\"scheme\": \"api-key\", \"header\": \"X-Gitlab-Token\"}");
    Sent sent = Sent.proof("x-gitlab-token", "", "key-1");
    assertThat(
            scheme.check(
                Example.delivery(new byte[0], sent.headers()),
                List.of("key-1"),
                Example.KEYS,
                Example.API_KEY.at()))
        .isEqualTo(new SignatureVerdict.Genuine(0));
  }

  @Test
  void genericHmacEqualsARowWithTheSameMembers() {
    Scheme scheme = read(hmacWith("\"header\": \"X-Hub-Signature-256\", \"prefix\": \"sha256=\""));
    assertThat(
            scheme.check(
                Example.GITHUB.delivery(),
                List.of(Example.GITHUB.secret()),
                Example.KEYS,
                Example.GITHUB.at()))
        .isEqualTo(new SignatureVerdict.Genuine(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                          | /scheme    | must be one of adyen
          {"scheme": 1}                               | /scheme    | must be one of adyen
          {"scheme": "gitlabs"}                       | /scheme    | must be one of adyen
          {"scheme": "github", "tolerance": "PT5M"}   | /tolerance | is not a setting of scheme github
          {"scheme": "github", "secret": "s"}         | /secret    | is not a setting of scheme github
          {"scheme": "github", "a/b": 1}              | /a~1b      | is not a setting of scheme github
          {"scheme": "slack", "header": "X"}          | /header    | is not a setting of scheme slack
          {"scheme": "slack", "tolerance": "PT0.9S"}  | /tolerance | must be an ISO 8601 duration from PT1S to P7D
          {"scheme": "slack", "tolerance": "P8D"}   | /tolerance | must be an ISO 8601 duration from PT1S to P7D
          {"scheme": "slack", "tolerance": 300}       | /tolerance | must be a string
          {"scheme": "basic"}                         | /user      | is missing
          {"scheme": "basic", "user": "a:b"}          | /user      | must not have a colon or control characters
          {"scheme": "basic", "user": ""}             | /user      | must have 1 to 200 characters
          {"scheme": "bearer", "user": "a"}           | /user      | is not a setting of scheme bearer
          {"scheme": "api-key", "header": "X Y"}      | /header    | must be a header name
          {"scheme": "api-key", "header": 1}          | /header    | must be a string
          """)
  void faultHasAPointer(String settings, String pointer, String detail) {
    assertFault(settings, pointer == null ? "" : pointer, detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "header": ""                                      | /header    | must be a header name
          "separator": ", "                                 | /separator | must be one character
          "algorithm": "md5"                                | /algorithm | must be one of sha1, sha256, sha384, sha512
          "encoding": "text"                                | /encoding  | must be one of hex, base64
          "key": "ascii"                                    | /key       | must be one of text, base64, hex
          "signed": "{timestamp}"                           | /signed    | must have {body}, {form}, a JSON pointer, or {id} and {timestamp}
          "signed": "{body}{body}"                          | /signed    | must have {body} once at most
          "signed": "{body}{nonce}"                         | /signed    | must have no other { than in {method}, {url}, {query}, {body}
          "signed": "{id}.{body}"                           | /id        | is missing
          "signed": "{id}.{body}", "id": {"cookie": "c"}    | /id        | must be an object with one text
          "signed": "{timestamp}.{body}"                    | /timestamp | is missing
          "signed": "{timestamp}.{body}", "timestamp": {"prefix": ""}                  | /timestamp/prefix | must have 1 to 50 characters
          "signed": "{timestamp}.{body}", "timestamp": {"header": "T"}, "time": "days" | /time | must be one of seconds, milliseconds, rfc3339
          "id": {"header": "X-Id"}                          | /id        | is not used here
          "tolerance": "PT5M"                               | /tolerance | is not used here
          "shown": "{secret}"                               | /shown     | is not a setting of scheme hmac
          """)
  void faultOfAnHmacHasAPointer(String member, String pointer, String detail) {
    assertFault(hmacWith(member).toString(), pointer, detail);
  }

  @Test
  void everyFaultIsReported() {
    assertThat(faults("{\"scheme\": \"hmac\", \"algorithm\": \"md5\", \"colour\": \"red\"}"))
        .extracting(Fault::pointer)
        .containsExactlyInAnyOrder("/header", "/algorithm", "/encoding", "/signed", "/colour");
  }

  private static JsonObject hmacWith(String members) {
    return Json.createObjectBuilder(JsonBinding.object(HMAC))
        .addAll(Json.createObjectBuilder(JsonBinding.object("{" + members + "}")))
        .build();
  }

  private static void assertFault(String settings, String pointer, String detail) {
    assertThat(faults(settings))
        .anySatisfy(
            fault -> {
              assertThat(fault.pointer()).isEqualTo(pointer);
              assertThat(fault.detail()).startsWith(detail);
            });
  }

  private static List<Fault> faults(String settings) {
    List<Fault> faults = new ArrayList<>();
    assertThat(Schemes.builtIn().read(JsonBinding.object(settings), faults)).isEmpty();
    return faults;
  }

  private static Scheme read(String settings) {
    return read(JsonBinding.object(settings));
  }

  private static Scheme read(JsonObject settings) {
    List<Fault> faults = new ArrayList<>();
    Scheme scheme = Schemes.builtIn().read(settings, faults).orElseThrow();
    assertThat(faults).isEmpty();
    return scheme;
  }
}

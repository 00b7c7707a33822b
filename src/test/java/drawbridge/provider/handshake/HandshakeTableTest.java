package drawbridge.provider.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.platform.Json;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fault of the table stops its use and names its location. */
@Tag("T5")
class HandshakeTableTest {

  private static final String RIGHT =
      """
      forms:
        token: {characters: 'A-Za-z0-9.~', most: 256}
        signed: {characters: 'A-Za-z0-9', most: 256}
      handshakes:
        acme:
          docs: https://acme.example/webhooks
          request: {method: GET, when: [{query: code}, {header: Acme-Kind, is: ask}]}
          hmac: {algorithm: HmacSHA512, encoding: hex}
          challenge: {query: code, form: signed}
          answer: {status: 200, headers: {Acme-Code: '{challenge}'}, json: {a: [1, '{hmac}', {b: null}]}}
      """;

  @Test
  void newProviderNeedsARowOnly() {
    Handshakes handshakes = Handshakes.of(RIGHT);
    assertThat(handshakes.providers()).containsExactly("acme");
    Example request =
        new Example(
            "acme",
            Json.read(
                """
                {"secrets": ["key"],
                 "request": {"method": "GET", "query": {"code": "abc"}, "headers": {"acme-kind": "ask"}}}
                """));
    Handshake handshake =
        handshakes.read(Json.object().put("provider", "acme"), new ArrayList<>()).orElseThrow();
    Answer answer = handshake.answer(Example.delivery(request.request()), request.context());
    assertThat(HandshakesTest.given(answer).headers()).containsEntry("Acme-Code", "abc");
    assertThat(HandshakesTest.given(answer).body())
        .matches("\\{\"a\":\\[1,\"[0-9a-f]{128}\",\\{\"b\":null}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://acme                        | http://acme                       | acme must have the https address",
        "method: GET                         | method: PUT                       | acme/request must have a method out of",
        "method: GET                         | verb: GET                         | acme/request/method is missing",
        "when: [{query: code}                | signed: false, when: [{query: code} | acme/request/signed must be true",
        "{query: code},                      | {},                               | acme/request/when/0 must be an object with one text",
        "{query: code},                      | {pointer: code},                  | acme/request/when/0 ",
        "{query: code},                      | {body: empty},                    | acme/request/when/0 must have the body none",
        "{query: code},                      | {members: a},                     | acme/request/when/0/members must be a list",
        "{query: code},                      | {members: [1]},                   | acme/request/when/0/members must be a list of texts",
        "{query: code},                      | {header: 'a b'},                  | acme/request/when/0 must be a header name",
        "{query: code},                      | 7,                                | acme/request/when/0 must be an object",
        "HmacSHA512                          | HmacSHA3                          | acme/hmac must have an algorithm",
        "encoding: hex                       | encoding: base32                  | acme/hmac must have the encoding",
        "form: signed                        | form: word                        | acme/challenge must have a form out of [signed, token]",
        "form: signed                        | form: token                       | acme must have a challenge of 1 to 256 characters",
        "form: signed                        | form: signed, at: 1               | acme/challenge must be an object with one text",
        "status: 200                         | status: 302                       | acme/answer/status must be a whole number from 200 to 299",
        "status: 200                         | status: '200'                     | acme/answer/status must be a whole number",
        "Acme-Code                           | Set-Cookie                        | acme/answer/headers must not set Set-Cookie",
        "Acme-Code                           | content-type                      | acme/answer/headers must not set content-type",
        "Acme-Code                           | Acme Code                         | acme/answer/headers must not set Acme Code",
        "'{challenge}'                       | '{code}'                          | acme has unknown placeholders in its answer: [code]",
        "Acme-Code: '{challenge}'            | Acme-Code: 5                      | acme/answer/headers/Acme-Code must be a text",
        "json: {                             | text: a, json: {                  | acme/answer/json is not a known member",
        "A-Za-z0-9.~                         | A-Za-z0-9<                        | table/forms/token allows more",
        "A-Za-z0-9.~                         | A-Za-zé                           | table/forms/token must have single ASCII characters",
        "A-Za-z0-9.~                         | ^a                                | table/forms/token must have single ASCII characters",
        "A-Za-z0-9.~                         | a\\w                              | table/forms/token must have single ASCII characters",
        "A-Za-z0-9.~                         | z-a                               | table/forms/token must have single ASCII characters",
        "most: 256                           | most: 2000                        | table/forms/token/most must be a whole number",
        "forms:                              | froms:                            | table/forms is missing",
        "handshakes:                         | handshake:                        | table/handshakes is missing",
        "status: 200                         | status: 200, status: 201          | Duplicate field 'status'",
      })
  void faultNamesRowAndMember(String right, String wrong, String message) {
    assertThat(RIGHT).contains(right);
    String expected = "handshakes.yaml: " + message;
    assertThatThrownBy(() -> Handshakes.of(RIGHT.replace(right, wrong)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "handsOver: true    | acme must have at most one of",
        "token: {query: t}  | acme must have at most one of",
        "handsOver: false   | acme/handsOver must be true",
        "colour: red        | acme/colour is not a known member",
      })
  void unknownMemberIsAFault(String member, String message) {
    String table = RIGHT.replace("    answer:", "    " + member + "\n    answer:");
    assertThatThrownBy(() -> Handshakes.of(table))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("handshakes.yaml: " + message);
  }

  @Test
  void hmacAndHandedOverSecretNeedAChallenge() {
    String without = RIGHT.replace("    challenge: {query: code, form: signed}\n", "");
    assertThatThrownBy(() -> Handshakes.of(without)).hasMessageContaining("for its hmac");
    String handsOver =
        without.replace("hmac: {algorithm: HmacSHA512, encoding: hex}", "handsOver: true");
    assertThatThrownBy(() -> Handshakes.of(handsOver)).hasMessageContaining("handed-over");
  }
}

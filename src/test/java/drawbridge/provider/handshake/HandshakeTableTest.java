package drawbridge.provider.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.platform.json.Json;
import drawbridge.provider.ProviderTable;
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
          hmac: {algorithm: sha512, encoding: hex}
          challenge: {query: code, form: signed}
          answer: {status: 200, headers: {X-Acme-Code: '{challenge}'}, json: {a: [1, '{hmac}', {b: null}]}}
      """;

  private static Handshakes handshakes(String yaml) {
    return new Handshakes(ProviderTable.of(yaml));
  }

  @Test
  void newProviderNeedsARowOnly() {
    Handshakes handshakes = handshakes(RIGHT);
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
        handshakes
            .read(Example.tree(Json.object().put("provider", "acme")), new ArrayList<>())
            .orElseThrow();
    Answer answer = handshake.answer(Example.delivery(request.request()), request.context());
    assertThat(HandshakesTest.given(answer).headers()).containsEntry("X-Acme-Code", "abc");
    assertThat(HandshakesTest.given(answer).body())
        .matches("\\{\"a\":\\[1,\"[0-9a-f]{128}\",\\{\"b\":null}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://acme                        | http://acme                       | acme: /docs: must be the https address",
        "method: GET                         | method: PUT                       | acme: /request/method: must be one of GET, POST, HEAD, OPTIONS",
        "method: GET                         | verb: GET                         | acme: /request/method: is missing",
        "when: [{query: code}                | signed: false, when: [{query: code} | acme: /request/signed: must be true",
        "{query: code},                      | {},                               | acme: /request/when/0: must be an object with one text",
        "{query: code},                      | {pointer: code},                  | acme: /request/when/0: must be an object with one text",
        "{query: code},                      | {body: empty},                    | acme: /request/when/0/body: must be one of none",
        "{query: code},                      | {members: a},                     | acme: /request/when/0/members: must be an array",
        "{query: code},                      | {members: [1]},                   | acme: /request/when/0/members/0: must be a string",
        "{query: code},                      | {header: 'a b'},                  | acme: /request/when/0: must be an object with one text",
        "{query: code},                      | {query: code, body: none},        | acme: /request/when/0: must have one condition only",
        "{query: code},                      | 7,                                | acme: /request/when/0: must be an object",
        "sha512                              | HmacSHA3                          | acme: /hmac/algorithm: must be one of sha1, sha256, sha384, sha512",
        "encoding: hex                       | encoding: base32                  | acme: /hmac/encoding: must be one of hex, base64",
        "form: signed                        | form: word                        | acme: /challenge/form: must be one of signed, token",
        "form: signed                        | form: token                       | acme: /challenge/form: must be within 1 to 256 characters",
        "form: signed                        | form: signed, at: 1               | acme: /challenge/at: is not known here",
        "form: signed                        | form: signed, header: a           | acme: /challenge: must be an object with one text",
        "status: 200                         | status: 302                       | acme: /answer/status: must be at most 299",
        "status: 200                         | status: '200'                     | acme: /answer/status: must be a whole number",
        "X-Acme-Code                         | Set-Cookie                        | acme: /answer/headers/Set-Cookie: must not be set",
        "X-Acme-Code                           | content-type                      | acme: /answer/headers/content-type: must not be set",
        "X-Acme-Code                           | X-Acme Code                       | acme: /answer/headers/X-Acme Code: must not be set",
        "'{challenge}'                       | '{code}'                          | acme: /answer: has unknown placeholders: [code]",
        "X-Acme-Code: '{challenge}'            | X-Acme-Code: 5                      | acme: /answer/headers/X-Acme-Code: must be a string",
        "json: {                             | text: a, json: {                  | acme: /answer/json: is not used beside text",
        "A-Za-z0-9.~                         | A-Za-z0-9<                        | token: must not allow more than",
        "A-Za-z0-9.~                         | A-Za-zé                           | token: /characters: must be single ASCII characters",
        "A-Za-z0-9.~                         | ^a                                | token: /characters: must be single ASCII characters",
        "A-Za-z0-9.~                         | a\\w                              | token: /characters: must be single ASCII characters",
        "A-Za-z0-9.~                         | z-a                               | token: /characters: must have ranges of ascending characters",
        "most: 256                           | most: 2000                        | token: must not allow more than",
        "forms:                              | froms:                            | table: /forms: is missing",
        "handshakes:                         | handshake:                        | table: /handshake: is not known here",
      })
  void faultNamesRowAndMember(String right, String wrong, String message) {
    assertThat(RIGHT).contains(right);
    assertThatThrownBy(() -> handshakes(RIGHT.replace(right, wrong)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("row " + row(message))
        .hasMessageContaining(detail(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "handsOver: true    | acme: must have at most one of",
        "token: {query: t}  | acme: must have at most one of",
        "handsOver: false   | acme: /handsOver: must be true",
        "colour: red        | acme: /colour: is not known here",
      })
  void unknownMemberIsAFault(String member, String message) {
    String table = RIGHT.replace("    answer:", "    " + member + "\n    answer:");
    assertThatThrownBy(() -> handshakes(table))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("row " + row(message))
        .hasMessageContaining(detail(message));
  }

  @Test
  void repeatedMemberIsAFault() {
    String table = RIGHT.replace("status: 200", "status: 200, status: 201");
    assertThatThrownBy(() -> handshakes(table))
        .isInstanceOf(IllegalStateException.class)
        .hasStackTraceContaining("Duplicate field 'status'");
  }

  @Test
  void hmacAndHandedOverSecretNeedAChallenge() {
    String without = RIGHT.replace("    challenge: {query: code, form: signed}\n", "");
    assertThatThrownBy(() -> handshakes(without)).hasMessageContaining("for its hmac");
    String handsOver =
        without.replace("hmac: {algorithm: sha512, encoding: hex}", "handsOver: true");
    assertThatThrownBy(() -> handshakes(handsOver)).hasMessageContaining("handed-over");
  }

  private static String row(String message) {
    return message.substring(0, message.indexOf(": ") + 2);
  }

  private static String detail(String message) {
    return message.substring(message.indexOf(": ") + 2);
  }
}

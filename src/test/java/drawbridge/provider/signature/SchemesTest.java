package drawbridge.provider.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.provider.ProviderTable;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of signature schemes. */
@Tag("T4")
class SchemesTest {

  @Test
  void namesAreSortedAndUnmodifiable() {
    assertThat(Schemes.builtIn().names())
        .isEqualTo(new TreeSet<>(Schemes.builtIn().names()))
        .contains("api-key", "basic", "bearer", "hmac", "github", "aws-sns", "twilio")
        .isUnmodifiable();
  }

  @Test
  void tableIsReadOnce() {
    assertThat(Schemes.builtIn()).isSameAs(Schemes.builtIn());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          docs: here                                      | /docs: must be the https address
          docs: https://a.example\\nopen: [heder]          | /open: names an unknown member: heder
          docs: https://a.example\\nheader: X              | /encoding: is missing
          docs: https://a.example\\nheader: X\\nshown: "{x}" | /shown: must have {secret} once, at its end
          docs: https://a.example\\nheader: X\\nshown: "{secret}"\\ncolour: red | /colour: is not known here
          docs: https://a.example\\nheader: X\\nshown: "{user}:{secret}"       | /user: is missing
          docs: https://a.example\\nheader: 1\\nshown: "{secret}"\\nopen: [header] | /header: must be a string
          docs: https://a.example\\nheader: A\\nquery: b\\nshown: "{secret}" | /header: must not stand beside query or pointer
          docs: https://a.example\\nheader: A\\neach: /a\\nshown: "{secret}" | /each: requires the member pointer
          docs: https://a.example\\nshown: "{secret}" | /header: is missing
          docs: https://a.example\\npointer: /a\\nalgorithm: sha1\\nencoding: hex\\nsigned: "{body}" | /signed: must not have {body}, which holds
          docs: https://a.example\\nheader: A\\nkeys: http://a.example/k\\nissuers: [a]\\nalgorithms: [RS256]\\naudience: a\\nsub: b | /keys: must be an https URL
          docs: https://a.example\\nheader: A\\nkeys: https://a.example/k\\nissuers: [a]\\nalgorithms: [HS256]\\naudience: a\\nsub: b | /algorithms/0: must be one of RS256
          docs: https://a.example\\nheader: A\\nkeys: https://a.example/k\\nissuers: [a]\\nalgorithms: [none]\\naudience: a\\nsub: b | /algorithms/0: must be one of RS256
          docs: https://a.example\\nheader: A\\nkeys: https://a.example/k\\nissuers: [a]\\nalgorithms: [RS256]\\nsub: b | /audience: is missing
          docs: https://a.example\\nheader: A\\nkeys: https://a.example/k\\nissuers: [a]\\nalgorithms: [RS256]\\naudience: a | /sub: is missing; set sub or email
          """)
  void faultNamesRowAndMember(String row, String message) {
    String table = "acme:\n  " + row.replace("\\n", "\n  ");
    assertThatThrownBy(() -> new Schemes(ProviderTable.of(table)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("row acme: ")
        .hasMessageContaining(message);
  }
}

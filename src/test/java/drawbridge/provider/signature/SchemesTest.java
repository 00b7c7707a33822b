package drawbridge.provider.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.provider.ProviderTable;
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
        .containsExactly(
            "api-key",
            "asana",
            "basic",
            "bearer",
            "dropbox",
            "github",
            "hmac",
            "linkedin",
            "meta",
            "shopify",
            "slack",
            "standard-webhooks",
            "stripe",
            "svix",
            "trello",
            "twitch",
            "x",
            "zoom")
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
          """)
  void faultNamesRowAndMember(String row, String message) {
    String table = "acme:\n  " + row.replace("\\n", "\n  ");
    assertThatThrownBy(() -> new Schemes(ProviderTable.of(table)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("row acme: ")
        .hasMessageContaining(message);
  }
}

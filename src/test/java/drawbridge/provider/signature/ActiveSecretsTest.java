package drawbridge.provider.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One valid secret proves a delivery; malformed secrets are refused when they are set. */
@Tag("T4")
class ActiveSecretsTest {

  private static final String OTHER_SECRET = "YW5vdGhlciBzZWNyZXQ=";

  @ParameterizedTest
  @EnumSource
  void anotherSecretIsRefused(Example example) {
    assertThat(check(example, List.of(OTHER_SECRET))).isEqualTo(SignatureVerdict.Refused.MISMATCH);
  }

  @ParameterizedTest
  @EnumSource
  void noSecretIsRefused(Example example) {
    assertThat(check(example, List.of()))
        .isEqualTo(new SignatureVerdict.Refused("no secret is set"));
  }

  @ParameterizedTest
  @EnumSource
  void verdictNamesTheMatchingSecret(Example example) {
    String secret = example.secret();
    assertThat(check(example, List.of(OTHER_SECRET, secret)))
        .isEqualTo(new SignatureVerdict.Genuine(1));
    assertThat(check(example, List.of(secret, OTHER_SECRET)))
        .isEqualTo(new SignatureVerdict.Genuine(0));
    assertThat(check(example, List.of("", secret, secret)))
        .isEqualTo(new SignatureVerdict.Genuine(1));
  }

  @ParameterizedTest
  @EnumSource
  void storedSecretHas1To1000Characters(Example example) {
    Scheme scheme = example.scheme();
    assertThat(scheme.faultOfSecret(example.secret())).isEmpty();
    assertThat(scheme.faultOfSecret("abcd".repeat(250))).isEmpty();
    assertThat(scheme.faultOfSecret("")).contains("must have 8 to 1000 characters");
    assertThat(scheme.faultOfSecret("a".repeat(1001))).contains("must have 8 to 1000 characters");
  }

  @ParameterizedTest
  @EnumSource
  @Tag("T4")
  void newSecretHasAtLeast8Characters(Example example) {
    Scheme scheme = example.scheme();
    assertThat(scheme.faultOfNewSecret("abcdabcd")).isEmpty();
    for (String secret : List.of("", "abcd", "abcdabc", "abcdab1")) {
      assertThat(scheme.faultOfNewSecret(secret)).as(secret).isPresent();
    }
  }

  /** The prefix is no part of the key. */
  @ParameterizedTest
  @CsvSource({"GITHUB, abcdabc", "BEARER, abcdabc", "SVIX, whsec_abcd", "SVIX, abcd"})
  @Tag("T4")
  void shortSecretIsKeptAndNotNew(Example example, String secret) {
    assertThat(example.scheme().isShort(secret)).isTrue();
    assertThat(example.scheme().faultOfNewSecret(secret))
        .contains("must have 8 to 1000 characters");
    assertThat(example.scheme().faultOfSecret(secret)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"whsec_=", "whsec_!", "whsec_MfKQ9", "hunter 2", "whsec_whsec_MfKQ"})
  void standardWebhooksSecretIsBase64(String secret) {
    assertThat(Example.STANDARD_WEBHOOKS.scheme().faultOfSecret(secret))
        .hasValueSatisfying(fault -> assertThat(fault).doesNotContain(secret));
    assertRefused(Example.STANDARD_WEBHOOKS, secret);
  }

  @Test
  void prefixWithoutAKeyIsRefused() {
    assertThat(Example.SVIX.scheme().faultOfSecret("whsec_"))
        .contains("must be base64, optionally prefixed by whsec_");
    assertRefused(Example.SVIX, "whsec_");
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "línea", "tab\t", "line\n"})
  void bearerTokenIsVisibleAscii(String secret) {
    assertThat(Example.BEARER.scheme().faultOfSecret(secret))
        .contains("must have visible ASCII characters only, because a header carries it");
    assertRefused(Example.BEARER, secret);
  }

  private static void assertRefused(Example example, String secret) {
    assertThat(
            example.scheme().check(example.delivery(), List.of(secret), Example.KEYS, example.at()))
        .isEqualTo(SignatureVerdict.Refused.MISMATCH);
  }

  private static SignatureVerdict check(Example example, List<String> secrets) {
    return example.scheme().check(example.delivery(), secrets, Example.KEYS, example.at());
  }
}

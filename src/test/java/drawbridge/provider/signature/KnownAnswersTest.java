package drawbridge.provider.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signatures that providers published or OpenSSL computed are genuine. */
@Tag("T4")
class KnownAnswersTest {

  @ParameterizedTest
  @EnumSource
  void knownAnswerIsGenuine(Example example) {
    assertThat(example.verdict(example.delivery())).isEqualTo(new SignatureVerdict.Genuine(0));
  }

  /**
   * Schemes with keys that providers publish: {@link CertificateSignatureTest}, {@link
   * JwtCredentialTest}.
   */
  @Test
  void everyRowHasAKnownAnswer() {
    assertThat(
            Stream.of(
                    Arrays.stream(Example.values()).map(example -> example.scheme().name()),
                    KnownRequest.all().map(known -> known.scheme().name()),
                    Stream.of("aws-sns", "paypal", "google-pubsub", "microsoft"))
                .flatMap(names -> names)
                .collect(Collectors.toSet()))
        .isEqualTo(Schemes.builtIn().names());
  }
}

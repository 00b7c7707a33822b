package drawbridge.operator.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

  @Test
  void passwordIsUtf8AndMayContainColons() {
    Credentials given = Credentials.of("basic " + base64("admin:pä:ss")).orElseThrow();

    assertThat(given.name()).isEqualTo("admin");
    assertThat(given.password()).isEqualTo("pä:ss");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "Basic",
        "Basic ???",
        "Bearer abc",
        "Basic YWRtaW4=",
        "Basic OmFi",
        "Basic YTo=",
        "Basic //8="
      })
  void malformedHeaderIsEmpty(String header) {
    assertThat(Credentials.of(header)).isEmpty();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}

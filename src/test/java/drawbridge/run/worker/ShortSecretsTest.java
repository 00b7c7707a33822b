package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("X13")
class ShortSecretsTest {

  @Test
  void shortSecretsOfCallsAreNamedWithoutTheirValues() {
    assertThat(
            ShortSecrets.variables(
                Map.of(
                    "DRAWBRIDGE_SECRETS_PIN", "1234567",
                    "DRAWBRIDGE_SECRETS_TOKEN", "12345678",
                    "drawbridge.secrets.my-shop", "a",
                    "DRAWBRIDGE_BOOTSTRAP_SECRET", "b",
                    "PATH", "c")))
        .containsExactly("DRAWBRIDGE_SECRETS_MY_SHOP", "DRAWBRIDGE_SECRETS_PIN");
  }
}

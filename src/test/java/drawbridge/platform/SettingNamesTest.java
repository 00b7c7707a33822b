package drawbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingNamesTest {

  private final SettingNames names = SettingNames.documented();

  @ParameterizedTest
  @CsvSource({
    "DRAWBRIDGE_RETENTION_RUN, DRAWBRIDGE_RETENTION_RUNS",
    "DRAWBRIDGE_DATABSE_URL, DRAWBRIDGE_DATABASE_URL",
    "DRAWBRIDGE_DATA_DIR, DRAWBRIDGE_DATA_DIRECTORY",
    "DRAWBRIDGE_BOOTSTRAP_PASSWORD, DRAWBRIDGE_BOOTSTRAP_ADMIN_PASSWORD",
    "DRAWBRIDGE_LOG-FORMAT, DRAWBRIDGE_LOG_FORMAT",
  })
  void namesTheNearestVariable(String unknown, String nearest) {
    assertThat(names.unknown(List.of(unknown, "PATH"), List.of()))
        .containsExactly(
            "environment variable "
                + unknown
                + " is unknown and ignored; the nearest known name is "
                + nearest);
  }

  @Test
  void variablesOfTheCommandLineClientAreKnown() {
    assertThat(names.unknown(List.of("DRAWBRIDGE_URL", "DRAWBRIDGE_TOKEN"), List.of())).isEmpty();
  }

  @Test
  void namesTheNearestProperty() {
    assertThat(names.unknown(List.of(), List.of("drawbridge.uid.windows", "user.dir")))
        .containsExactly(
            "system property drawbridge.uid.windows is unknown and ignored; the nearest known name"
                + " is drawbridge.uid.window");
  }

  @Test
  void knowsDocumentedNamesWithAndWithoutDefaultAndAllSecrets() {
    assertThat(
            names.unknown(
                List.of(
                    "DRAWBRIDGE_UID_WINDOW",
                    "DRAWBRIDGE_ENCRYPTION_KEYS",
                    "DRAWBRIDGE_OPERATOR_OPENID_ISSUER",
                    "DRAWBRIDGE_SECRETS_RELAY_TOKEN"),
                List.of("drawbridge.secrets.any", "drawbridge.data.directory")))
        .isEmpty();
  }

  @Test
  void ignoresTheVariablesOfAKubernetesServiceOnlyInKubernetes() {
    List<String> service = List.of("DRAWBRIDGE_SERVICE_HOST", "DRAWBRIDGE_PORT_8080_TCP_ADDR");
    assertThat(names.unknown(service, List.of())).hasSize(2);
    assertThat(
            names.unknown(
                List.of("KUBERNETES_SERVICE_HOST", service.get(0), service.get(1)), List.of()))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', abc, 3", "kitten, sitting, 3", "same, same, 0", "ab, ba, 2"})
  void countsInsertedDeletedAndReplacedCharacters(String from, String to, int distance) {
    assertThat(NearestName.distance(from, to)).isEqualTo(distance);
    assertThat(NearestName.distance(to, from)).isEqualTo(distance);
  }

  @Test
  void shortSecretsAndPasswordsAreNamed() {
    assertThat(
            names.guessable(
                name ->
                    name.equals("drawbridge.bootstrap.secret")
                        ? Optional.empty()
                        : Optional.of(name.contains("openid") ? "7 chars" : "8 or more")))
        .containsExactly(
            "setting drawbridge.operator.openid.client-secret has fewer than 8 characters and can"
                + " be guessed; set a longer one");
    List<String> all = names.guessable(name -> Optional.of("short"));
    assertThat(all)
        .extracting(sentence -> sentence.split(" ", -1)[1])
        .containsExactly(
            "drawbridge.bootstrap.admin-password",
            "drawbridge.bootstrap.secret",
            "drawbridge.database.password",
            "drawbridge.operator.openid.client-secret");
    assertThat(names.guessable(name -> Optional.empty())).isEmpty();
  }
}

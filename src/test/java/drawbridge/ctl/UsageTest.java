package drawbridge.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user types. */
class UsageTest {

  private final StubServer server = new StubServer();
  private final Terminal terminal = new Terminal(server);

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runs --token dbt_secret",
        "runs --token=dbt_secret",
        "dbt_secret",
        "runs show 1 dbt_secret",
        "tail dbt_secret"
      })
  void valuesThatNoOptionTakesAreNotRepeated(String words) {
    assertThat(terminal.run(words.split(" "))).isEqualTo(2);
    assertThat(terminal.out() + terminal.err()).contains("Try: ").doesNotContain("dbt_");
    assertThat(server.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "runs --limit 0",
        "runs --limit many",
        "runs --from yesterday",
        "runs -o xml",
        "tail -n -1",
        "tail -n 201",
        "replay",
        "replay 1 --status failed",
        "replay 1 --preview",
        "replay --all --step /0",
        "verify",
        "apply",
        "completion fish"
      })
  void wrongWordsEndWithStatusTwo(String words) {
    assertThat(terminal.run(words.isEmpty() ? new String[0] : words.split(" "))).isEqualTo(2);
    assertThat(terminal.err()).isNotBlank().doesNotContain("fault in this program");
    assertThat(server.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "runs --help", "runs show --help", "apply -h"})
  void helpGoesToTheOutput(String words) {
    assertThat(terminal.run(words.split(" "))).isZero();
    assertThat(terminal.out()).startsWith("Usage: drawbridgectl").endsWith("\n");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void versionIsThatOfTheJar() {
    assertThat(terminal.run("--version")).isZero();
    assertThat(terminal.out()).isEqualTo("Drawbridge 1.0\n");
  }

  @Test
  void aUidMayBeginWithAnAtSign() {
    server.on("verify", "{\"results\": [{\"uid\": \"@pom.xml\", \"status\": \"accepted\"}]}");
    assertThat(terminal.run("verify", "@pom.xml")).isZero();
    assertThat(server.bodies()).containsExactly("{\"uids\":[\"@pom.xml\"]}");
  }

  @Test
  void aClosedPipeEndsQuietly() {
    server.on("runs", "{\"runs\": []}");
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    assertThat(terminal.writingTo(closed).run("runs")).isEqualTo(141);
    assertThat(terminal.run("--help")).isEqualTo(141);
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void theScriptOfCompletionQuotesTheJar() {
    assertThat(terminal.run("completion", "zsh")).isZero();
    assertThat(terminal.out())
        .contains("-jar '/opt/it'\\''s/drawbridge.jar' ctl \"$@\"")
        .contains("bashcompinit");
  }
}

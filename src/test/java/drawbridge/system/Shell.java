package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A shell in which an operator pastes a command. */
final class Shell {

  private Shell() {}

  /**
   * What the command prints; it must succeed. Skips the test where the shell, curl or openssl is
   * not there.
   *
   * @param secret the value of the variable {@code SECRET}
   */
  static String run(String command, String secret) {
    for (String needed : List.of("bash", "curl", "openssl", "od")) {
      assumeTrue(isThere(needed), "there is no " + needed + " on this machine");
    }
    ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", command);
    builder.environment().put("SECRET", secret);
    return output(builder.redirectErrorStream(true), command);
  }

  private static boolean isThere(String program) {
    try {
      return new ProcessBuilder("which", program).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String output(ProcessBuilder builder, String command) {
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(command + "\n" + output).isZero();
      return output;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

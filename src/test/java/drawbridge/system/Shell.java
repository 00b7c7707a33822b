package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

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
    need("bash", "curl", "openssl", "od");
    return run(command, Path.of("."), Map.of("SECRET", secret));
  }

  /** What the command prints in this directory, with these variables; it must succeed. */
  static String run(String command, Path directory, Map<String, String> variables) {
    ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", command);
    builder.environment().putAll(variables);
    return output(builder.directory(directory.toFile()).redirectErrorStream(true), command);
  }

  /** Skips the test, and says so, where one of the programs is not there. */
  static void need(String... programs) {
    for (String needed : programs) {
      if (!isThere(needed)) {
        System.out.println("skipped: there is no " + needed + " on this machine");
      }
      assumeTrue(isThere(needed), "there is no " + needed + " on this machine");
    }
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

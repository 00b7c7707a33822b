package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs commands of the guides in a shell. */
final class Shell {

  private Shell() {}

  /**
   * Returns the output of a command, which must succeed. Skips the test when the shell, curl or
   * openssl is missing.
   *
   * @param secret the value of the variable {@code SECRET}
   */
  static String run(String command, String secret) {
    need("bash", "curl", "openssl", "od");
    return run(command, Path.of("."), Map.of("SECRET", secret));
  }

  /** Returns the output of a command in a directory with variables; it must succeed. */
  static String run(String command, Path directory, Map<String, String> variables) {
    ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", command);
    builder.environment().putAll(variables);
    return output(builder.directory(directory.toFile()).redirectErrorStream(true), command);
  }

  /** Skips the test when one of the programs is missing. */
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

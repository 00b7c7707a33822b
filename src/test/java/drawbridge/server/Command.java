package drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands of the operating system. */
final class Command {

  private static final int MINUTES = 4;

  private Command() {}

  /**
   * Runs a command without input until it ends. Of the environment variables of Drawbridge, only
   * {@code settings} are set.
   *
   * @return its output and error output
   * @throws AssertionError with the output, when the exit code is not 0 or after four minutes
   */
  static String run(Path directory, Map<String, String> settings, List<String> command) {
    try {
      Path printed = Files.createTempFile(directory, "printed", ".txt");
      Process process = begin(directory, settings, command, printed);
      boolean hasEnded = process.waitFor(MINUTES, TimeUnit.MINUTES);
      if (!hasEnded) {
        process.destroyForcibly();
      }
      String output = Files.readString(printed);
      assertThat(hasEnded && process.exitValue() == 0).as(command + "\n" + output).isTrue();
      return output;
    } catch (IOException e) {
      throw new IllegalStateException("could not run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts a command without waiting; its output goes to a file. */
  static Process begin(
      Path directory, Map<String, String> settings, List<String> command, Path printed)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("DRAWBRIDGE_"));
    builder.environment().putAll(settings);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder
        .redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .redirectOutput(printed.toFile())
        .start();
  }
}

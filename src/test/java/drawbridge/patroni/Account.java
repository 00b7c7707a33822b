package drawbridge.patroni;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts processes as an account that PostgreSQL accepts: {@code postgres}, where we are root. */
final class Account {

  private static final String NAME = "postgres";

  private Account() {}

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** Makes a directory that only the account may read. */
  static Path directory(Path path) throws IOException {
    Files.createDirectories(path);
    if (isRoot()) {
      Files.setOwner(
          path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NAME));
    }
    return path;
  }

  /**
   * Starts a command in a directory of the account.
   *
   * @param variables its whole environment, beside the path of programs
   * @param log to which its output is appended
   */
  static Process start(
      List<String> command, Path directory, Map<String, String> variables, Path log)
      throws IOException {
    List<String> all = new ArrayList<>();
    if (isRoot()) {
      all.addAll(List.of("setpriv", "--reuid=" + NAME, "--regid=" + NAME, "--init-groups"));
    }
    all.addAll(command);
    File output = log.toFile();
    ProcessBuilder builder = new ProcessBuilder(all).directory(directory.toFile());
    builder.environment().keySet().retainAll(List.of("PATH"));
    builder.environment().put("HOME", directory.toString());
    builder.environment().putAll(variables);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
        .start();
  }
}

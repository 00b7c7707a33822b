package drawbridge.patroni;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A file of variables in {@code server-config/patroni}. */
record ShippedFile(String name, Map<String, String> variables) {

  private static final Path DIRECTORY = Path.of("server-config/patroni");

  /** Returns the place of a shipped file. */
  static Path path(String name) {
    return DIRECTORY.resolve(name);
  }

  /** Reads {@code NAME=value} lines, as systemd does. */
  static ShippedFile read(String name) {
    Map<String, String> variables = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(path(name))) {
        int separator = line.indexOf('=');
        if (separator > 0 && !line.startsWith("#")) {
          variables.put(line.substring(0, separator), line.substring(separator + 1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ShippedFile(name, Map.copyOf(variables));
  }

  /**
   * Returns the variables with other values.
   *
   * @throws IllegalArgumentException for a variable that the file does not have
   */
  Map<String, String> with(Map<String, String> values) {
    Map<String, String> filled = new LinkedHashMap<>(variables);
    values.forEach(
        (variable, value) -> {
          if (filled.put(variable, value) == null) {
            throw new IllegalArgumentException(name + " has no variable " + variable);
          }
        });
    return filled;
  }

  /** Returns the value of a variable that the file has. */
  String value(String variable) {
    return Objects.requireNonNull(variables.get(variable), variable);
  }
}

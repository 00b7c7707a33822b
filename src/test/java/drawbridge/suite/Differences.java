package drawbridge.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The cases of a suite that do not pass, with their reasons: {@code case = reason} lines. */
final class Differences {

  private static final Path FILE = Path.of("src/test/resources/dsl/differences.txt");

  private Differences() {}

  /** Returns the reasons of the list by case. */
  static Map<String, String> named(String prefix) throws IOException {
    Map<String, String> named = new TreeMap<>();
    for (String line : Files.readAllLines(FILE)) {
      if (line.startsWith(prefix)) {
        String[] parts = line.split(" = ", 2);
        assertThat(parts).as("a case and its reason: %s", line).hasSize(2);
        named.put(parts[0], parts[1]);
      }
    }
    return named;
  }

  /**
   * Fails unless the cases that did not pass are exactly those of the list.
   *
   * @param prefix of the cases of this suite
   * @param found the cases that did not pass, with what is wrong
   */
  static void assertNamed(String prefix, Map<String, String> found) throws IOException {
    Map<String, String> named = named(prefix);
    StringBuilder wrong = new StringBuilder();
    found.forEach(
        (name, fault) -> wrong.append(named.containsKey(name) ? "" : "\n" + name + " = " + fault));
    named.keySet().removeAll(found.keySet());
    assertThat(wrong.toString()).as("not passed and not named").isEmpty();
    assertThat(named.keySet()).as("named and passed").isEmpty();
  }
}

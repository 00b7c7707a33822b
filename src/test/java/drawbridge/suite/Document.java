package drawbridge.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A definition as other people write it, with what its run must do.
 *
 * @param expected {@code input}, {@code answers} and {@code secrets} of the run; its {@code output}
 *     or, of a failed one, members of the problem in {@code fails}; optionally its {@code calls},
 *     {@code authorization} headers and {@code tasks}
 * @param definitions the workflow to run, then its children
 */
record Document(String name, JsonNode expected, List<String> definitions) {

  private static final YAMLMapper YAML = new YAMLMapper();

  /** Reads a file: the expectation, and after it one YAML document for each definition. */
  static Document of(Path file) throws IOException {
    List<String> parts = List.of(Files.readString(file).split("\n---\n", -1));
    return new Document(
        file.getFileName().toString().replace(".yaml", ""),
        YAML.readTree(parts.get(0)),
        parts.subList(1, parts.size()));
  }

  /** Returns the name by which {@code run: workflow} finds a definition. */
  static String nameOf(String definition) throws IOException {
    return YAML.readTree(definition).at("/document/name").asText();
  }

  @Override
  public String toString() {
    return name;
  }
}

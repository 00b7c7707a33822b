package drawbridge.contract;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A case of the contract: requests in order and their expected answers.
 *
 * @param file the file name without extension, like {@code B5-runtime-data-clears}
 * @param rule the rule, like {@code B5}
 * @param triggers the setups of triggers, by their names in the case
 */
public record ContractCase(
    String file, String rule, String title, JsonNode triggers, List<Exchange> exchanges) {

  public ContractCase {
    exchanges = List.copyOf(exchanges);
  }

  /**
   * Reads a case.
   *
   * @throws IllegalArgumentException when the file is malformed
   */
  static ContractCase read(Path path) {
    try {
      JsonNode json = Json.read(Files.readString(path));
      String file = path.getFileName().toString().replace(".json", "");
      List<Exchange> exchanges =
          StreamSupport.stream(json.path("requests").spliterator(), false)
              .map(Exchange::of)
              .toList();
      return new ContractCase(
          file,
          json.path("rule").asText(),
          json.path("title").asText(),
          json.path("triggers"),
          exchanges);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
    }
  }

  /** Returns the first letter of the rule. */
  public String family() {
    return rule.substring(0, 1);
  }

  @Override
  public String toString() {
    return file + ": " + title;
  }
}

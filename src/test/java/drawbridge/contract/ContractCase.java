package drawbridge.contract;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * One case of the contract: requests in their order and what each is answered with.
 *
 * @param file name without its ending, like {@code B5-runtime-data-clears}
 * @param rule like {@code B5}
 * @param triggers setups of the triggers that the case needs, by the names it calls them
 */
public record ContractCase(
    String file, String rule, String title, JsonNode triggers, List<Exchange> exchanges) {

  public ContractCase {
    exchanges = List.copyOf(exchanges);
  }

  /**
   * @throws IllegalArgumentException when the file is not a case
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

  /** The letter of the rule's family. */
  public String family() {
    return rule.substring(0, 1);
  }

  @Override
  public String toString() {
    return file + ": " + title;
  }
}

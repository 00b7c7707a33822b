package drawbridge.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The cases under {@code src/test/resources/contract}. */
public final class ContractCases {

  /** The directory of the cases, relative to the project. */
  public static final Path DIRECTORY = Path.of("src", "test", "resources", "contract");

  private ContractCases() {}

  /** Returns all cases, by name. */
  public static List<ContractCase> all() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(ContractCase::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the cases of one letter: C, B, D, R, T or X. */
  public static Stream<ContractCase> ofFamily(String family) {
    return all().stream().filter(one -> one.family().equals(family));
  }
}

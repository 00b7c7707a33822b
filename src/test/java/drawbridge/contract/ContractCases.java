package drawbridge.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The cases under {@code src/test/resources/contract}. */
public final class ContractCases {

  /** Where the cases are, from the root of the project. */
  public static final Path DIRECTORY = Path.of("src", "test", "resources", "contract");

  private ContractCases() {}

  /** Every case, in the order of their names. */
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

  /** The cases of one letter: C, B, D or R. */
  public static Stream<ContractCase> ofFamily(String family) {
    return all().stream().filter(one -> one.family().equals(family));
  }
}

package drawbridge.provider;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Yaml;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads the tables of providers: files in YAML with one row for each provider. */
public final class ProviderTable {

  private ProviderTable() {}

  /** Returns a table beside this class. */
  public static JsonObject named(String file) {
    try (InputStream table = ProviderTable.class.getResourceAsStream(file)) {
      return of(
          new String(Objects.requireNonNull(table, file).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns a table.
   *
   * @throws IllegalStateException when the text is not well-formed or repeats a name
   */
  public static JsonObject of(String yaml) {
    return JsonBinding.object(Yaml.toJson(yaml));
  }

  /**
   * Binds an object of a table.
   *
   * @param name the row, for the message
   * @throws IllegalStateException naming the row and every faulty member
   */
  public static <T extends Record> T bind(String name, JsonObject row, Class<T> type) {
    List<Fault> faults = new ArrayList<>();
    return JsonBinding.read(row, type, faults).orElseThrow(() -> fault(name, faults));
  }

  /** Returns the exception of a faulty row; its message has every fault. */
  public static IllegalStateException fault(String name, List<Fault> faults) {
    String details = faults.stream().map(Fault::inWords).collect(Collectors.joining("; "));
    return new IllegalStateException("row " + name + ": " + details);
  }
}

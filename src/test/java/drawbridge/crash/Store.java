package drawbridge.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The store of the nodes. */
sealed interface Store extends AutoCloseable permits Store.Outside, PostgresStore, PatroniStore {

  /** Returns the settings of a node. */
  Map<String, String> settings();

  /**
   * Makes the store fail, and returns when it is complete again.
   *
   * @throws IllegalArgumentException for a kind that this store does not have
   */
  void fail(Outage outage);

  @Override
  void close();

  /** Opens the chosen store. */
  static Store of(Options.StoreChoice choice, Path directory) throws IOException {
    return switch (choice.kind()) {
      case FILE -> new Outside(file(directory, choice.careless()));
      case POSTGRESQL -> new PostgresStore(directory, choice.careless());
      case PATRONI -> new PatroniStore(directory);
      case EXTERNAL -> new Outside(choice.given());
    };
  }

  /** Returns an H2 file; a careless one writes commits later. */
  private static Map<String, String> file(Path directory, boolean careless) {
    return careless
        ? Map.of(
            "DRAWBRIDGE_DATABASE_URL",
            "jdbc:h2:file:" + directory.resolve("data") + ";MODE=PostgreSQL;WRITE_DELAY=2000")
        : Map.of("DRAWBRIDGE_DATA_DIRECTORY", directory.resolve("data").toString());
  }

  /** The H2 file of a single node, or an external database, which the kit leaves alone. */
  record Outside(Map<String, String> settings) implements Store {
    @Override
    public void fail(Outage outage) {
      throw new IllegalArgumentException(outage + " that is not the kit's");
    }

    @Override
    public void close() {}
  }
}

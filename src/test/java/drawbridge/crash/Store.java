package drawbridge.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The store of the nodes. */
sealed interface Store extends AutoCloseable permits Store.Outside, PostgresStore {

  /** Returns the settings of a node. */
  Map<String, String> settings();

  /**
   * Stops the store and restarts it; returns false when the store is not the kit's.
   *
   * @param hard as after a kill
   * @param down time without a store
   */
  boolean restart(boolean hard, Duration down);

  @Override
  void close();

  /** Opens the chosen store. */
  static Store of(Options.StoreChoice choice, Path directory) throws IOException {
    return choice.postgresql()
        ? new PostgresStore(directory, choice.careless())
        : new Outside(choice.given().orElseGet(() -> file(directory, choice.careless())));
  }

  /** Returns an H2 file; a careless one writes commits later. */
  private static Map<String, String> file(Path directory, boolean careless) {
    return careless
        ? Map.of(
            "DRAWBRIDGE_DATABASE_URL",
            "jdbc:h2:file:" + directory.resolve("data") + ";MODE=PostgreSQL;WRITE_DELAY=2000")
        : Map.of("DRAWBRIDGE_DATA_DIRECTORY", directory.resolve("data").toString());
  }

  /** The H2 file of a single node, or an external database, which is not restarted. */
  record Outside(Map<String, String> settings) implements Store {
    @Override
    public boolean restart(boolean hard, Duration down) {
      return false;
    }

    @Override
    public void close() {}
  }
}

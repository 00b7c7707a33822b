package drawbridge.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Where the nodes keep their runs. */
sealed interface Store extends AutoCloseable permits Store.Outside, PostgresStore {

  /** What a node must be told to find it. */
  Map<String, String> settings();

  /**
   * Takes it away and brings it back; false when it is not the kit's to take.
   *
   * @param hard as if it had been killed
   * @param down for how long nobody answers
   */
  boolean restart(boolean hard, Duration down);

  @Override
  void close();

  /** The store that was chosen. */
  static Store of(Options.StoreChoice choice, Path directory) throws IOException {
    return choice.postgresql()
        ? new PostgresStore(directory, choice.careless())
        : new Outside(choice.given().orElseGet(() -> file(directory, choice.careless())));
  }

  /** An H2 file; a careless one writes what was committed some time later. */
  private static Map<String, String> file(Path directory, boolean careless) {
    return careless
        ? Map.of(
            "DRAWBRIDGE_DATABASE_URL",
            "jdbc:h2:file:" + directory.resolve("data") + ";MODE=PostgreSQL;WRITE_DELAY=2000")
        : Map.of("DRAWBRIDGE_DATA_DIRECTORY", directory.resolve("data").toString());
  }

  /** The H2 file of the one node, or a database of somebody else: it is not touched. */
  record Outside(Map<String, String> settings) implements Store {
    @Override
    public boolean restart(boolean hard, Duration down) {
      return false;
    }

    @Override
    public void close() {}
  }
}

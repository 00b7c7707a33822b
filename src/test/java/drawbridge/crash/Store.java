package drawbridge.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** Where the nodes keep their runs. */
sealed interface Store extends AutoCloseable permits Store.Outside {

  /** What a node must be told to find it. */
  Map<String, String> settings();

  /**
   * Takes it away by chance, hard or soft, and brings it back; false when it is not the kit's to
   * take.
   *
   * @param down for how long nobody answers
   */
  boolean restart(Random random, Duration down);

  @Override
  void close();

  /** The store that was chosen. */
  static Store of(Options.StoreChoice choice, Path directory) throws IOException {
    return choice
        .given()
        .<Store>map(Outside::new)
        .orElseGet(
            () ->
                new Outside(
                    Map.of("DRAWBRIDGE_DATA_DIRECTORY", directory.resolve("data").toString())));
  }

  /** The H2 file of the one node, or a database of somebody else: it is not touched. */
  record Outside(Map<String, String> settings) implements Store {
    @Override
    public boolean restart(Random random, Duration down) {
      return false;
    }

    @Override
    public void close() {}
  }
}

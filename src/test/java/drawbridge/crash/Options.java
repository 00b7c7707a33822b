package drawbridge.crash;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The options of a trial.
 *
 * @param seed of all random choices; equal seeds give equal plans
 * @param strikes kills and pauses of a round, in order; all nodes are restored after each
 * @param seconds maximum time between two strikes
 * @param nodes number of nodes on the database
 * @param senders number of concurrent senders, each with one request at a time
 * @param store of the runs
 * @param least minimum number of acknowledged uids of a round
 */
record Options(
    long seed,
    int rounds,
    int strikes,
    int seconds,
    int nodes,
    int senders,
    StoreChoice store,
    int least) {

  /** Help text of the command line. */
  static final String USAGE =
      """
      --seed N            of all that is decided by chance (default: made up, and printed)
      --rounds N          (default 10)
      --strikes N         kills and pauses in a round, the first a kill (default 2)
      --seconds N         longest time from one strike to the next (default 3)
      --nodes N           that share the database (default 1; H2's file has room for one)
      --senders N         (default 4)
      --least N           uids that a round must acknowledge, or the trial fails (default 20)
      --postgresql        a PostgreSQL that the kit starts, and restarts at random
      --database-url URL  an empty database of yours, with --database-user and --database-password
      Without either: an H2 file in a directory of its own.
      --careless          a store that loses on purpose: the trial must end with findings""";

  private static final Set<String> NUMBERS =
      Set.of("seed", "rounds", "strikes", "seconds", "nodes", "senders", "least");
  private static final Set<String> TEXTS =
      Set.of("database-url", "database-user", "database-password");
  private static final Set<String> FLAGS = Set.of("postgresql", "careless");

  Options {
    if (IntStream.of(rounds, strikes, seconds, nodes, senders, least).min().orElseThrow() < 1) {
      throw new IllegalArgumentException("each number is at least 1");
    }
    if (nodes > 1 && store.isFile()) {
      throw new IllegalArgumentException(
          "an H2 file has room for one node: --postgresql or --database-url");
    }
  }

  /**
   * The store: the kit's PostgreSQL, an external database, or an H2 file.
   *
   * @param careless the kit's store loses its last commits when it is killed
   * @param given settings for an external database
   */
  record StoreChoice(boolean postgresql, boolean careless, Optional<Map<String, String>> given) {
    boolean isFile() {
      return !postgresql && given.isEmpty();
    }
  }

  /**
   * Parses a command line.
   *
   * @throws IllegalArgumentException names the faulty option
   */
  static Options of(List<String> arguments) {
    Map<String, String> said = new HashMap<>();
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String name = rest.remove().replaceFirst("^--", "");
      if (FLAGS.contains(name)) {
        said.put(name, "");
      } else if ((NUMBERS.contains(name) || TEXTS.contains(name)) && !rest.isEmpty()) {
        said.put(name, rest.remove());
      } else {
        throw new IllegalArgumentException("not understood: " + name);
      }
    }
    return of(said);
  }

  private static Options of(Map<String, String> said) {
    return new Options(
        Long.parseLong(said.getOrDefault("seed", String.valueOf(System.nanoTime() % 1_000_000))),
        number(said, "rounds", 10),
        number(said, "strikes", 2),
        number(said, "seconds", 3),
        number(said, "nodes", 1),
        number(said, "senders", 4),
        store(said),
        number(said, "least", 20));
  }

  private static StoreChoice store(Map<String, String> said) {
    Optional<Map<String, String>> given =
        Optional.ofNullable(said.get("database-url"))
            .map(
                url ->
                    Map.of(
                        "DRAWBRIDGE_DATABASE_URL",
                        url,
                        "DRAWBRIDGE_DATABASE_USER",
                        said.getOrDefault("database-user", "drawbridge"),
                        "DRAWBRIDGE_DATABASE_PASSWORD",
                        said.getOrDefault("database-password", "drawbridge")));
    boolean postgresql = given.isEmpty() && said.containsKey("postgresql");
    return new StoreChoice(postgresql, said.containsKey("careless"), given);
  }

  private static int number(Map<String, String> said, String name, int otherwise) {
    String text = said.get(name);
    return text == null ? otherwise : Integer.parseInt(text);
  }
}

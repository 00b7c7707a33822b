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
 * What a trial is made of.
 *
 * @param seed of all that is decided by chance; the same seed decides the same
 * @param strikes kills and pauses in a round, one after the other; all is brought back after each
 * @param seconds the longest time between two strikes
 * @param nodes how many share the database
 * @param senders at once, each with one request on its way
 * @param store where the runs lie
 * @param least uids that a round must have acknowledged, or the trial means nothing
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

  /** What the command line may say. */
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
   * Where the runs lie: the kit's PostgreSQL, a database of somebody else, or else an H2 file.
   *
   * @param careless the kit's own shall lose what it was told last when it is killed
   * @param given the nodes' settings for the database of somebody else
   */
  record StoreChoice(boolean postgresql, boolean careless, Optional<Map<String, String>> given) {
    boolean isFile() {
      return !postgresql && given.isEmpty();
    }
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException with what is wrong with it
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

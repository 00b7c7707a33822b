package drawbridge.crash;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * @param clock each round also starts a node with a wrong clock
 */
record Options(
    long seed,
    int rounds,
    int strikes,
    int seconds,
    int nodes,
    int senders,
    StoreChoice store,
    int least,
    boolean clock) {

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
      --patroni           three PostgreSQL machines of server-config/patroni that the kit starts; the
                          primary is killed, switched over, or frozen and thawed at random
      --clock             each round also starts a killed node with a clock that is days ahead or
                          behind, and returns it to the right time
      --database-url URL  an empty database of yours, with --database-user and --database-password
      Without any of them: an H2 file in a directory of its own.
      --careless          a store that loses on purpose: the trial must end with findings""";

  private static final Set<String> NUMBERS =
      Set.of("seed", "rounds", "strikes", "seconds", "nodes", "senders", "least");
  private static final Set<String> TEXTS =
      Set.of("database-url", "database-user", "database-password");
  private static final Set<String> FLAGS = Set.of("postgresql", "patroni", "careless", "clock");

  Options {
    if (IntStream.of(rounds, strikes, seconds, nodes, senders, least).min().orElseThrow() < 1) {
      throw new IllegalArgumentException("each number is at least 1");
    }
    if (nodes > 1 && store.isFile()) {
      throw new IllegalArgumentException(
          "an H2 file has room for one node: --postgresql, --patroni or --database-url");
    }
  }

  /** The kinds of stores. */
  enum StoreKind {
    FILE,
    POSTGRESQL,
    PATRONI,
    EXTERNAL
  }

  /**
   * The store of the nodes.
   *
   * @param careless the kit's store loses its last commits when it is killed
   * @param given settings for an external database; empty for others
   */
  record StoreChoice(StoreKind kind, boolean careless, Map<String, String> given) {

    StoreChoice {
      given = Map.copyOf(given);
      if (careless && kind == StoreKind.PATRONI) {
        throw new IllegalArgumentException("--patroni has no careless form");
      }
    }

    boolean isFile() {
      return kind == StoreKind.FILE;
    }

    /** Returns what the kit may do to the store. */
    List<Outage.Kind> outages() {
      return switch (kind) {
        case POSTGRESQL -> List.of(Outage.Kind.STOP, Outage.Kind.KILL);
        case PATRONI -> List.of(Outage.Kind.KILL, Outage.Kind.SWITCH_OVER, Outage.Kind.FREEZE);
        case FILE, EXTERNAL -> List.of();
      };
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
        number(said, "least", 20),
        said.containsKey("clock"));
  }

  private static StoreChoice store(Map<String, String> said) {
    boolean careless = said.containsKey("careless");
    String url = said.get("database-url");
    if (url != null) {
      Map<String, String> given =
          Map.of(
              "DRAWBRIDGE_DATABASE_URL",
              url,
              "DRAWBRIDGE_DATABASE_USER",
              said.getOrDefault("database-user", "drawbridge"),
              "DRAWBRIDGE_DATABASE_PASSWORD",
              said.getOrDefault("database-password", "drawbridge"));
      return new StoreChoice(StoreKind.EXTERNAL, careless, given);
    }
    return new StoreChoice(kind(said.keySet()), careless, Map.of());
  }

  private static StoreKind kind(Set<String> flags) {
    if (flags.contains("patroni")) {
      return StoreKind.PATRONI;
    }
    return flags.contains("postgresql") ? StoreKind.POSTGRESQL : StoreKind.FILE;
  }

  private static int number(Map<String, String> said, String name, int otherwise) {
    String text = said.get(name);
    return text == null ? otherwise : Integer.parseInt(text);
  }
}

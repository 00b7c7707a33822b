package drawbridge.crash;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Something that is done to nodes on purpose. */
sealed interface Strike {

  /** How long they are left alone before. */
  Duration after();

  /** Does what is said for its kind. */
  void match(Consumer<Kill> kill, Consumer<Pause> pause);

  /**
   * {@code kill -9}, and a new start.
   *
   * @param nodes by their place in the house: one, or all at once
   * @param down how long before they are started again
   * @param again how long after that start the first of them is killed once more; it will be
   *     starting
   */
  record Kill(Duration after, List<Integer> nodes, Duration down, Optional<Duration> again)
      implements Strike {
    public Kill {
      nodes = List.copyOf(nodes);
    }

    @Override
    public void match(Consumer<Kill> kill, Consumer<Pause> pause) {
      kill.accept(this);
    }

    @Override
    public String toString() {
      return "kill " + nodes + (again.isPresent() ? " and again" : "");
    }
  }

  /**
   * {@code SIGSTOP}, and {@code SIGCONT}.
   *
   * @param node by its place in the house
   */
  record Pause(Duration after, int node, Duration length) implements Strike {

    /** Whether others take its runs over meanwhile. */
    boolean isLong() {
      return length.compareTo(Cluster.NODE_TIMEOUT) > 0;
    }

    @Override
    public void match(Consumer<Kill> kill, Consumer<Pause> pause) {
      pause.accept(this);
    }

    @Override
    public String toString() {
      return "pause [" + node + "] " + Report.seconds(length.toMillis());
    }
  }
}

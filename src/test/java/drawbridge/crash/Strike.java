package drawbridge.crash;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A planned failure of nodes. */
sealed interface Strike {

  /** Returns the pause before it. */
  Duration after();

  /** Calls the function of its kind. */
  void match(Consumer<Kill> kill, Consumer<Pause> pause, Consumer<WrongClock> clock);

  /**
   * {@code kill -9} and a new start.
   *
   * @param nodes indexes in the cluster: one, or all at once
   * @param down time until the new start
   * @param again time after that start until the first of them is killed again, while it starts
   */
  record Kill(Duration after, List<Integer> nodes, Duration down, Optional<Duration> again)
      implements Strike {
    public Kill {
      nodes = List.copyOf(nodes);
    }

    @Override
    public void match(Consumer<Kill> kill, Consumer<Pause> pause, Consumer<WrongClock> clock) {
      kill.accept(this);
    }

    @Override
    public String toString() {
      return "kill " + nodes + (again.isPresent() ? " and again" : "");
    }
  }

  /**
   * {@code SIGSTOP}, then {@code SIGCONT}.
   *
   * @param node index in the cluster
   */
  record Pause(Duration after, int node, Duration length) implements Strike {

    /** Returns whether others take over its runs meanwhile. */
    boolean isLong() {
      return length.compareTo(Cluster.NODE_TIMEOUT) > 0;
    }

    @Override
    public void match(Consumer<Kill> kill, Consumer<Pause> pause, Consumer<WrongClock> clock) {
      pause.accept(this);
    }

    @Override
    public String toString() {
      return "pause [" + node + "] " + Report.seconds(length.toMillis());
    }
  }

  /**
   * {@code kill -9}, a start with a wrong clock, and the return to the right time.
   *
   * @param node index in the cluster
   * @param days ahead of the right time; negative behind it
   * @param length time in which a node whose start is not refused serves
   */
  record WrongClock(Duration after, int node, int days, Duration length) implements Strike {

    @Override
    public void match(Consumer<Kill> kill, Consumer<Pause> pause, Consumer<WrongClock> clock) {
      clock.accept(this);
    }

    @Override
    public String toString() {
      return "clock [%d] %+d days".formatted(node, days);
    }
  }
}

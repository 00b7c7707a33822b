package drawbridge.crash;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Applies the planned strikes in order; all nodes are ready after each. */
final class Striker {

  private static final int MAX_STARTS = 4;

  private final List<Node> nodes;
  private final Tally tally;

  Striker(List<Node> nodes, Tally tally) {
    this.nodes = List.copyOf(nodes);
    this.tally = tally;
  }

  /**
   * Applies the strikes.
   *
   * @throws IllegalStateException when a node does not become ready after several starts
   */
  void strike(List<Strike> strikes) {
    for (Strike strike : strikes) {
      Waits.pass(strike.after());
      strike.match(this::kill, this::pause);
    }
  }

  private void kill(Strike.Kill strike) {
    List<Node> victims = strike.nodes().stream().map(nodes::get).toList();
    Set<String> witnesses = new HashSet<>();
    nodes.stream().filter(node -> !victims.contains(node)).forEach(n -> witnesses.add(n.current()));
    victims.forEach(node -> kill(node, witnesses));
    Waits.pass(strike.down());
    victims.forEach(Node::start);
    strike.again().ifPresent(after -> killAgain(victims.get(0), after, witnesses));
    victims.forEach(this::bringBack);
  }

  private void killAgain(Node node, Duration after, Set<String> witnesses) {
    Waits.pass(after);
    kill(node, witnesses);
    node.start();
  }

  private void kill(Node node, Set<String> witnesses) {
    boolean ready = node.isReady();
    String start = node.current();
    long now = System.nanoTime();
    if (!node.kill()) {
      tally.fault("node " + node.base() + " had ended by itself");
    }
    tally.kill(new Death(start, now, witnesses), ready);
  }

  private void pause(Strike.Pause strike) {
    Node node = nodes.get(strike.node());
    node.pause();
    Waits.pass(strike.length());
    node.resume();
    tally.pause(strike.isLong());
  }

  /** Restarts a node as a supervisor does until it is ready. */
  private void bringBack(Node node) {
    for (int start = 1; !node.becomesReady(); start++) {
      tally.failedStart();
      if (start == MAX_STARTS) {
        throw new IllegalStateException("node " + node.base() + " does not become ready");
      }
      node.kill();
      node.start();
    }
  }
}

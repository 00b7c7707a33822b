package drawbridge.crash;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Applies the planned strikes in order; all nodes are ready after each. */
final class Striker {

  private static final int MAX_STARTS = 4;

  private final List<Node> nodes;
  private final Tally tally;
  private final Optional<ClockStriker> clock;

  /**
   * @param clock sets clocks; empty where the plan has no wrong ones
   */
  Striker(List<Node> nodes, Tally tally, Optional<ClockStriker> clock) {
    this.nodes = List.copyOf(nodes);
    this.tally = tally;
    this.clock = clock;
  }

  /**
   * Applies the strikes.
   *
   * @throws IllegalStateException when a node does not become ready after several starts
   */
  void strike(List<Strike> strikes) {
    for (Strike strike : strikes) {
      Waits.pass(strike.after());
      strike.match(this::kill, this::pause, this::setClock);
    }
  }

  private void kill(Strike.Kill strike) {
    List<Node> victims = strike.nodes().stream().map(nodes::get).toList();
    Set<String> witnesses = othersThan(victims);
    victims.forEach(node -> kill(node, witnesses));
    Waits.pass(strike.down());
    victims.forEach(Node::start);
    strike.again().ifPresent(after -> killAgain(victims.get(0), after, witnesses));
    victims.forEach(this::bringBack);
  }

  private Set<String> othersThan(List<Node> victims) {
    return nodes.stream()
        .filter(node -> !victims.contains(node))
        .map(Node::current)
        .collect(Collectors.toSet());
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

  private void setClock(Strike.WrongClock strike) {
    Node node = nodes.get(strike.node());
    kill(node, othersThan(List.of(node)));
    clock.orElseThrow().strike(node, strike);
    node.start();
    bringBack(node);
    node.close(); // H2 rewrites its file at an orderly stop
    node.start();
    bringBack(node);
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

package drawbridge.crash;

import drawbridge.system.FakeClock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts a killed node with a wrong clock and returns it to the right time. A clock behind the rows
 * or other than that of the database server is refused. One ahead of an H2 file is not, as the node
 * cannot know; so the return is refused until the operator accepts it.
 */
final class ClockStriker {

  private static final Pattern REFUSED =
      Pattern.compile("Drawbridge cannot start: the (newest row of the store|clock of PostgreSQL)");
  private static final Pattern ACCEPT = Pattern.compile("drawbridge\\.clock\\.accept-once=(\\S+Z)");

  private final FakeClock clock;
  private final boolean file;
  private final Tally tally;

  /**
   * @param file whether the store is an H2 file, which has no clock of its own
   */
  ClockStriker(FakeClock clock, boolean file, Tally tally) {
    this.clock = clock;
    this.file = file;
    this.tally = tally;
  }

  /** Returns the node killed, and free to start with the right time. */
  void strike(Node node, Strike.WrongClock strike) {
    Map<String, String> wrong = clock.off(strike.days());
    if (!file || strike.days() < 0) {
      refuse(node, wrong);
      return;
    }
    node.start(wrong);
    if (!node.becomesReady()) {
      tally.fault("node " + node.current() + ", " + strike + ": does not become ready");
    } else {
      tally.wrongClock();
      serve(node, strike);
    }
    node.kill();
    Optional<String> time = refuse(node, Map.of()).flatMap(ClockStriker::accepting);
    if (time.isPresent()) {
      node.start(Map.of("DRAWBRIDGE_CLOCK_ACCEPT_ONCE", time.get()));
      if (!node.becomesReady()) {
        tally.fault("node " + node.current() + " refuses the accepted time " + time.get());
      }
      node.kill();
    }
  }

  /** Waits of a run end by the clock that began them, so each run ends before the return. */
  private void serve(Node node, Strike.WrongClock strike) {
    Instant begin = Instant.now();
    Waits.pass(strike.length());
    node.hold();
    try {
      Waits.pass(Sender.ATTEMPT.multipliedBy(2)); // requests on their way
      if (!new Operator(node).seesThemEnd(begin)) {
        tally.fault("node " + node.current() + ", " + strike + ": runs that do not end");
      }
    } finally {
      node.release();
    }
  }

  /** Requires that the start ends with the reason; returns its log. */
  private Optional<String> refuse(Node node, Map<String, String> settings) {
    node.start(settings);
    Optional<String> log = node.awaitEnd().filter(it -> REFUSED.matcher(it).find());
    if (log.isPresent()) {
      tally.wrongClockRefused();
    } else {
      tally.fault("node " + node.current() + " starts, whose clock contradicts the store");
      node.kill();
    }
    return log;
  }

  private static Optional<String> accepting(String log) {
    Matcher found = ACCEPT.matcher(log);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}

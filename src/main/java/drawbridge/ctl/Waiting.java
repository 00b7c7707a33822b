package drawbridge.ctl;

import drawbridge.ctl.terminal.Failure;
import java.time.Duration;
import java.util.function.Supplier;

/** Repeats calls while the server does not answer, such as during a restart. */
final class Waiting {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Surroundings here;

  Waiting(Surroundings here) {
    this.here = here;
  }

  /**
   * Returns the result of a call that changes nothing. Repeats it after temporary failures, later
   * each time and not before the server asks, and says so once.
   *
   * @throws Failure which is not temporary
   */
  <T> T until(Supplier<T> call) {
    Duration pause = SHORTEST;
    boolean isTold = false;
    while (true) {
      try {
        T result = call.get();
        if (isTold) {
          here.output().note("the server answers again");
        }
        return result;
      } catch (Failure e) {
        if (!e.isTemporary()) {
          throw e;
        }
        if (!isTold) {
          here.output().note(e.getMessage() + "; will try again");
        }
        isTold = true;
        here.pause().last(e.retryAfter().filter(it -> it.compareTo(LONGEST) < 0).orElse(pause));
        pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
      }
    }
  }
}

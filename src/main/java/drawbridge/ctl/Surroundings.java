package drawbridge.ctl;

import drawbridge.ctl.terminal.Output;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * What a command finds around it.
 *
 * @param version of this program
 * @param jar path of the jar that was started
 */
record Surroundings(
    String version,
    String jar,
    Map<String, String> environment,
    InputStream in,
    Output output,
    Clock clock,
    Pause pause) {

  /** Waits. */
  interface Pause {

    /** Returns after the time, or earlier when the thread is interrupted. */
    void last(Duration time);

    /** Waits by the clock of the machine. */
    static void really(Duration time) {
      try {
        Thread.sleep(time.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

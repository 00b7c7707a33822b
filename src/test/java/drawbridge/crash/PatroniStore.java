package drawbridge.crash;

import drawbridge.patroni.Machine;
import drawbridge.patroni.PatroniCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The kit's own cluster of three PostgreSQL machines, whose primary fails. */
final class PatroniStore implements Store {

  private final PatroniCluster cluster;

  /**
   * Starts the machines.
   *
   * @param directory of their logs
   */
  PatroniStore(Path directory) throws IOException {
    cluster = PatroniCluster.start(directory);
  }

  @Override
  public Map<String, String> settings() {
    return cluster.settings();
  }

  @Override
  public void fail(Outage outage) {
    cluster.awaitComplete();
    Machine primary = cluster.primary().orElseThrow();
    switch (outage.kind()) {
      case KILL -> replace(primary, outage, primary::kill, primary::start);
      case FREEZE -> replace(primary, outage, primary::freeze, primary::thaw);
      case SWITCH_OVER -> cluster.switchOver();
      case STOP -> throw new IllegalArgumentException(outage + " is what a switchover does");
    }
    cluster.awaitComplete();
  }

  /** Waits for the successor before the former primary comes back. */
  private void replace(Machine primary, Outage outage, Runnable fail, Runnable comeBack) {
    fail.run();
    cluster.awaitPrimaryOtherThan(primary);
    Waits.pass(outage.down());
    comeBack.run();
  }

  @Override
  public void close() {
    cluster.close();
  }
}

package drawbridge.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of the crash kit; the long one is {@code mvn -Pcrash verify -DskipTests}. */
class CrashST {

  @TempDir Path directory;

  @Test
  @Tag("D2")
  @Tag("R1")
  @Tag("X3")
  void killOfTheOnlyNodeLosesNothingAcknowledged() throws IOException {
    trial("--rounds 1 --strikes 2 --seconds 2 --seed 4");
  }

  @Test
  @Tag("nightly")
  @Tag("D2")
  @Tag("X3")
  @Tag("X5")
  void nothingAcknowledgedIsLostByTwoNodesThatAreKilledAndPausedOnADatabaseThatIsRestarted()
      throws IOException {
    Report report = trial("--postgresql --nodes 2 --rounds 1 --strikes 3 --seconds 2 --seed 7");
    assertThat(report.tally().longPauses()).as("long pauses of this seed").isPositive();
    assertThat(report.tally().outages()).as("restarts of this seed").isPositive();
  }

  private Report trial(String options) throws IOException {
    Options read = Options.of(List.of(options.split(" ")));
    Consumer<String> out = System.out::println;
    try (Trial trial = new Trial(read, directory, out)) {
      Report report = trial.run();
      report.lines().forEach(out);
      assertThat(report.findings()).as(() -> String.join("\n", report.lines())).isEmpty();
      return report;
    }
  }
}

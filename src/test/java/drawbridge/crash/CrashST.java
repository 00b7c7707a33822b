package drawbridge.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The crash kit in short; the long one is {@code mvn -Pcrash verify -DskipTests}. */
class CrashST {

  @TempDir Path directory;

  @Test
  @Tag("D2")
  @Tag("R1")
  @Tag("X3")
  void nothingAcknowledgedIsLostWhenTheOneNodeIsKilled() throws IOException {
    trial("--rounds 2 --strikes 1 --seconds 3 --senders 4 --least 10 --seed 4711");
  }

  private void trial(String options) throws IOException {
    Options read = Options.of(List.of(options.split(" ")));
    try (Trial trial = new Trial(read, directory, CrashST::print)) {
      Report report = trial.run();
      assertThat(report.findings()).as(() -> String.join("\n", report.lines())).isEmpty();
    }
  }

  private static void print(String line) {
    System.out.println(line);
  }
}

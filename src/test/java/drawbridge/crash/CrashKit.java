package drawbridge.crash;

import drawbridge.patroni.PatroniCluster;
import drawbridge.system.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The kit's command: prints a table, and exits with 1 when there are findings. */
final class CrashKit {

  private CrashKit() {}

  public static void main(String[] args) throws IOException {
    Options options;
    try {
      options = Options.of(List.of(args));
    } catch (IllegalArgumentException e) {
      System.out.println(e.getMessage());
      System.out.println(Options.USAGE);
      System.exit(2);
      return;
    }
    Optional<String> missing = missing(options);
    if (missing.isPresent()) {
      System.out.println("skipped: " + missing.get());
      return;
    }
    Path directory = Files.createTempDirectory("drawbridge-crash");
    System.out.println("seed " + options.seed() + ", logs in " + directory);
    Report report = report(options, directory);
    report.lines().forEach(System.out::println);
    report.findings().forEach(finding -> System.out.println("FINDING: " + finding));
    boolean well = report.findings().isEmpty();
    System.out.println(
        well
            ? "nothing was lost, and nothing was done twice"
            : report.findings().size() + " findings; repeat with --seed " + options.seed());
    System.exit(well ? 0 : 1);
  }

  private static Optional<String> missing(Options options) throws IOException {
    if (options.clock() && FakeClock.find().isEmpty()) {
      return Optional.of(FakeClock.NEEDED);
    }
    boolean patroni = options.store().kind() == Options.StoreKind.PATRONI;
    return patroni ? PatroniCluster.missing() : Optional.empty();
  }

  private static Report report(Options options, Path directory) throws IOException {
    Consumer<String> out = System.out::println;
    try (Trial trial = new Trial(options, directory, out)) {
      Runtime.getRuntime().addShutdownHook(new Thread(trial::close)); // stopped early
      return trial.run();
    }
  }
}

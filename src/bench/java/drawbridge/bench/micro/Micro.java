package drawbridge.bench.micro;

import drawbridge.bench.report.MicroFigures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs all benchmarks of this package. */
public final class Micro {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private Micro() {}

  /**
   * Runs each benchmark in JVMs of its own, with the same number of iterations for warm-up and
   * measurement.
   */
  public static List<MicroFigures> measure(Duration iteration, int iterations, int forks) {
    TimeValue time = TimeValue.milliseconds(iteration.toMillis());
    var options =
        new OptionsBuilder()
            .include("^" + Micro.class.getPackageName().replace(".", "\\.") + "\\.")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.MICROSECONDS)
            .warmupIterations(iterations)
            .warmupTime(time)
            .measurementIterations(iterations)
            .measurementTime(time)
            .forks(forks)
            .shouldFailOnError(true)
            .addProfiler(GCProfiler.class)
            .build();
    try {
      return new Runner(options).run().stream().map(Micro::figures).toList();
    } catch (RunnerException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MicroFigures figures(RunResult result) {
    var primary = result.getPrimaryResult();
    String name = result.getParams().getBenchmark();
    var allocated = result.getSecondaryResults().get(ALLOCATED);
    return new MicroFigures(
        name.substring(Micro.class.getPackageName().length() + 1),
        primary.getScore(),
        primary.getScoreError(),
        allocated == null ? Double.NaN : allocated.getScore());
  }
}

package drawbridge.bench.report;

/**
 * One JMH benchmark.
 *
 * @param error half of the confidence interval of 99.9 %
 */
public record MicroFigures(String name, double microseconds, double error, double allocatedBytes) {}

package drawbridge.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * One case; rates are medians of the rounds.
 *
 * @param ofEcho the rate as a share of the echo's in the same round
 * @param pgbenchPerSecond transactions with the same rows; missing where it was not measured
 */
public record CaseFigures(
    String name,
    int entries,
    double perSecond,
    double entriesPerSecond,
    double echoPerSecond,
    double ofEcho,
    @Nullable Double pgbenchPerSecond,
    Latency latency,
    Cost cost) {}

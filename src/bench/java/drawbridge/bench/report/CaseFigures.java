package drawbridge.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * One case; rates are medians of the rounds.
 *
 * @param perSecond requests that were taken
 * @param refused others, in all rounds: 503 when more came than the store takes in time
 * @param ofEcho the rate as a share of the echo's in the same round
 * @param pgbenchPerSecond transactions with the same rows; missing where it was not measured
 * @param echoLatency of the echo at the rate of {@code latency}, right before it: what the server,
 *     the senders and their machine take without us
 */
public record CaseFigures(
    String name,
    int entries,
    int senders,
    double perSecond,
    long refused,
    double entriesPerSecond,
    double echoPerSecond,
    double ofEcho,
    @Nullable Double pgbenchPerSecond,
    Latency echoLatency,
    Latency latency,
    Cost cost) {}

package drawbridge.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * The results of one case; rates are medians of the rounds.
 *
 * @param perSecond accepted requests
 * @param refused requests of all rounds with 503, when the store could not keep up
 * @param ofEcho the rate as a share of the echo's in the same round
 * @param pgbenchPerSecond transactions with the same rows; null when not measured
 * @param echoLatency of the echo at the rate of {@code latency}, measured right before it: the
 *     share of the server, the senders and the machine
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

package drawbridge.bench.report;

/**
 * The cost of a request for the server's JVM, with the execution of its runs.
 *
 * @param heapMegabytes in use at the end of a measurement, garbage included; maximum of the rounds
 * @param collections of all rounds
 */
public record Cost(
    double processorSeconds,
    long allocatedBytes,
    long heapMegabytes,
    long collections,
    long collectionMillis) {}

package drawbridge.bench.report;

/**
 * What a request cost the server's JVM, the execution of its runs included.
 *
 * @param heapMegabytes in use at the end of the measures, garbage included: the most of the rounds
 * @param collections of all the rounds
 */
public record Cost(
    double processorSeconds,
    long allocatedBytes,
    long heapMegabytes,
    long collections,
    long collectionMillis) {}

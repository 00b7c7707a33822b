package drawbridge.bench.intake;

import drawbridge.bench.report.Cost;

/**
 * The resource usage of a JVM up to a moment.
 *
 * @param allocated by the threads that are alive; the server's threads are pooled and rarely end
 * @param heap in use, garbage included
 */
record Usage(
    long processorNanos, long allocated, long collections, long collectionMillis, long heap) {

  static final Usage NONE = new Usage(0, 0, 0, 0, 0);

  Usage since(Usage earlier) {
    return new Usage(
        processorNanos - earlier.processorNanos,
        Math.max(0, allocated - earlier.allocated),
        collections - earlier.collections,
        collectionMillis - earlier.collectionMillis,
        heap);
  }

  Usage plus(Usage other) {
    return new Usage(
        processorNanos + other.processorNanos,
        allocated + other.allocated,
        collections + other.collections,
        collectionMillis + other.collectionMillis,
        Math.max(heap, other.heap));
  }

  Cost forEach(long requests) {
    return new Cost(
        processorNanos / 1e9 / requests,
        allocated / requests,
        heap >> 20,
        collections,
        collectionMillis);
  }
}

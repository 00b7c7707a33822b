/**
 * Benchmarks of the shipped product, run by {@code mvn -Pbench verify} and not by the tests: on a
 * shared machine only ratios are comparable. {@code intake} and {@code micro} make the report; each
 * class here is started by hand for one question.
 */
@NullMarked
package drawbridge.bench;

import org.jspecify.annotations.NullMarked;

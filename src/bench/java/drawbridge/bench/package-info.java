/**
 * Measures the product as it is shipped: run by {@code mvn -Pbench verify}, never by the tests,
 * since a shared machine makes absolute times worthless. Ratios are what to compare. {@code intake}
 * and {@code micro} make the report; the classes here are started by hand, each for one question.
 */
@NullMarked
package drawbridge.bench;

import org.jspecify.annotations.NullMarked;

/**
 * Measures the product as it is shipped, and prints ratios: run by {@code mvn -Pbench verify},
 * never by the tests, since a shared machine makes absolute times worthless.
 */
@NullMarked
package drawbridge.bench;

import org.jspecify.annotations.NullMarked;

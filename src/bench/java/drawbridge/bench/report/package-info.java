/**
 * Results of a benchmark, written as {@code report.json} and as one self-contained page with
 * charts. Independent of the measurements.
 */
@NullMarked
package drawbridge.bench.report;

import org.jspecify.annotations.NullMarked;

/**
 * What a benchmark found, as records that are written to {@code report.json}, and as one page with
 * drawings that needs nothing beside it. Knows nothing of how it was measured.
 */
@NullMarked
package drawbridge.bench.report;

import org.jspecify.annotations.NullMarked;

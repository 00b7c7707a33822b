/**
 * Workflows: the catalogue with its versions, the reader of definitions, and the compiled tasks.
 *
 * <p>The entry point is {@code control.Catalogue}. {@code definition} reads and checks; {@code
 * model} is its result, which {@code run} interprets. Invariant: a saved version never changes, so
 * that a run pinned to it (X1) can resume years later.
 */
@NullMarked
package drawbridge.workflow;

import org.jspecify.annotations.NullMarked;

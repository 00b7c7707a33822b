/**
 * Samples of data that fit a JSON Schema, for dry runs and the API.
 *
 * <p>Used by {@code admin}. A schema is read as data here, and only {@code workflow.schema} decides
 * whether a sample fits. Invariant: no sample is returned that was not checked, and a search ends
 * within a bound; a schema that has no sample within it has none.
 */
@NullMarked
package drawbridge.workflow.sample;

import org.jspecify.annotations.NullMarked;

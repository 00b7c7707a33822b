/**
 * JSON Schemas of definitions: checked and compiled when a definition is saved, and applied to the
 * data of runs within a bound.
 *
 * <p>Made by {@code workflow.definition}; applied by {@code inbound} before acceptance and by
 * {@code run}. Invariant: no schema is read from a file or from the network, and a check that
 * cannot end within its bound is a fault of the data, never a pass.
 */
@NullMarked
package drawbridge.workflow.schema;

import org.jspecify.annotations.NullMarked;

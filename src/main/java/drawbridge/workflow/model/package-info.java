/**
 * Compiled steps: what a definition becomes once it was read and checked, and what the interpreter
 * walks.
 *
 * <p>Immutable and thread safe: one tree per workflow version, shared by all its runs. Made only by
 * {@code workflow.definition}; read by {@code run}. The rule that is easily broken: nothing here
 * holds a run's data.
 */
@NullMarked
package drawbridge.workflow.model;

import org.jspecify.annotations.NullMarked;

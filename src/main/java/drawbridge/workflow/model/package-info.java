/**
 * Compiled tasks: the result of reading a definition, and the input of the interpreter.
 *
 * <p>Immutable and thread safe: all runs of a workflow version share one tree. Made only by {@code
 * workflow.definition}; read by {@code run}. Invariant: nothing here holds data of a run.
 */
@NullMarked
package drawbridge.workflow.model;

import org.jspecify.annotations.NullMarked;

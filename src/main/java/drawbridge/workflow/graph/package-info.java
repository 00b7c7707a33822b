/**
 * The graph of a definition: its tasks as nodes, and where flows continue as edges. Called by
 * {@code workflow.control} only, which others ask. Reads the compiled tasks and the document; knows
 * nothing of runs.
 *
 * <p>Invariant: the id of a node is the step key of its task without iterations, attempts and laps,
 * so that the steps of a run belong to nodes ({@link drawbridge.workflow.graph.GraphNode}).
 */
@NullMarked
package drawbridge.workflow.graph;

import org.jspecify.annotations.NullMarked;

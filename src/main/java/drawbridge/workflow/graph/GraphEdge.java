package drawbridge.workflow.graph;

import org.jspecify.annotations.Nullable;

/**
 * The way from a node to another node of the same flow.
 *
 * @param kind {@code next}; {@code case} of a switch; {@code skip} when the {@code if} of a task
 *     that jumps does not hold
 * @param label condition of the case, or {@code otherwise}; null for the only way
 */
public record GraphEdge(String from, String to, String kind, @Nullable String label) {}

package drawbridge.workflow.graph;

import org.jspecify.annotations.Nullable;

/**
 * A task, or a point of a flow.
 *
 * @param id the step key of the task without iterations, attempts and laps: {@code /2[]/0} is the
 *     first task of the loop {@code /2}; {@code /3@/0} is inside of the try {@code /3}, and {@code
 *     /3!/0} inside of its catch {@code /3!}
 * @param parent id of the node that contains this one; null in the outermost flow
 * @param kind as in the journal; {@code catch}, {@code start}, {@code exit} and {@code end} are no
 *     tasks
 * @param detail what the task does, in a few words of its definition; null for nothing to say
 * @param condition its {@code if}; null without one
 * @param pointer JSON pointer of the task in the definition; null for other points
 * @param line line of the task in the text of the definition, from 1; null for other points
 */
public record GraphNode(
    String id,
    @Nullable String parent,
    String name,
    String kind,
    @Nullable String detail,
    @Nullable String condition,
    @Nullable String pointer,
    @Nullable Integer line) {}

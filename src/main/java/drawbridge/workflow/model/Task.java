package drawbridge.workflow.model;

import drawbridge.expression.Condition;
import drawbridge.expression.Value;
import java.util.Optional;

/**
 * A named task: the members that all kinds share, and the {@link TaskBody} with those of its kind.
 *
 * @param name unique within its flow
 * @param position index within its flow, from 0; part of the step key
 * @param pointer JSON pointer of the task in its definition, the DSL's {@code task.reference}
 * @param when {@code if}: the task is skipped when it does not hold
 * @param input {@code input.from}
 * @param output {@code output.as}
 * @param export {@code export.as}: the new {@code $context}
 * @param timeout {@code timeout.after}
 * @param then where the flow continues
 * @param repeatable false for {@code metadata.repeat: never}: an effect that may have happened is
 *     not repeated (X3)
 * @param schemas check its data
 */
public record Task(
    String name,
    int position,
    String pointer,
    Optional<Condition> when,
    Optional<Value> input,
    Optional<Value> output,
    Optional<Value> export,
    Optional<DurationValue> timeout,
    Next then,
    boolean repeatable,
    DataSchemas schemas,
    TaskBody step) {

  /** Returns this task of a function as the task that calls it sees it (see {@link Definition}). */
  Task calledBy(Task caller) {
    return new Task(
        caller.name,
        position,
        pointer,
        when,
        input,
        output,
        export,
        timeout,
        then,
        repeatable && caller.repeatable,
        schemas,
        step);
  }
}

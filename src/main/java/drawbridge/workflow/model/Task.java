package drawbridge.workflow.model;

import drawbridge.expression.Condition;
import drawbridge.expression.Value;
import java.util.Optional;

/**
 * One named task: what all kinds share, around the {@link TaskBody} that makes it what it is.
 *
 * @param name unique within its flow
 * @param position index within its flow, from 0; part of the step key
 * @param pointer JSON pointer of the task in its definition, the DSL's {@code task.reference}
 * @param when {@code if}: the task is passed over when it does not hold
 * @param input {@code input.from}
 * @param output {@code output.as}
 * @param export {@code export.as}: the new {@code $context}
 * @param timeout {@code timeout.after}
 * @param then where the flow goes afterwards
 * @param repeatable false when {@code metadata.repeat: never}: an effect that may have happened is
 *     not repeated (X3)
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
    TaskBody step) {}

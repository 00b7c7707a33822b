/**
 * jq with an end: jackson-jq's parser and functions, each operator counted, sized and timed.
 *
 * <p>Only {@link drawbridge.expression} enters, through {@link drawbridge.expression.jq.Program}.
 * The rule that is easily broken: a node of jackson-jq's tree or a function of it that is not in
 * our tables is refused, never passed through; whoever adds one says what it may cost.
 */
@NullMarked
package drawbridge.expression.jq;

import org.jspecify.annotations.NullMarked;

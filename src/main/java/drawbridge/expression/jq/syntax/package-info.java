/**
 * Reads the text of a program.
 *
 * <p>Used by {@link drawbridge.expression.jq} only. Invariant: whatever can be known from the text
 * is refused here, with its position: syntax, undefined functions and labels, unknown formats.
 */
@NullMarked
package drawbridge.expression.jq.syntax;

import org.jspecify.annotations.NullMarked;

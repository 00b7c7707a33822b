/**
 * Regular expressions of jq and of JSON Schema, matched in time linear in the text.
 *
 * <p>Used by the other packages of jq and by {@code workflow.schema}. Invariant: every step of a
 * match is charged; what has no bound is refused by name.
 */
@NullMarked
package drawbridge.expression.jq.regex;

import org.jspecify.annotations.NullMarked;

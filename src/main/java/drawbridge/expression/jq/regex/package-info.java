/**
 * Regular expressions of jq and of JSON Schema, matched by RE2/J in linear time.
 *
 * <p>Used by the other packages of jq and by {@code workflow.schema}. Invariant: what RE2/J would
 * match differently is translated or refused by name.
 */
@NullMarked
package drawbridge.expression.jq.regex;

import org.jspecify.annotations.NullMarked;

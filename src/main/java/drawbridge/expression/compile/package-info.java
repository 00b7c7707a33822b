/**
 * Compiles texts into expressions when a definition or trigger is saved, and reports every fault
 * with its place. Callers use {@link drawbridge.expression.compile.Expressions} for definitions and
 * replies, and {@link drawbridge.expression.compile.Query} for jq over other data. Invariant:
 * nothing is compiled at run time (H8).
 */
@NullMarked
package drawbridge.expression.compile;

import org.jspecify.annotations.NullMarked;

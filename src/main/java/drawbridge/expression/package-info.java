/**
 * References into data: {@code {{…}}} (sandboxed Handlebars that keeps JSON types) and {@code ${…}}
 * (jq).
 *
 * <p>Expressions are compiled when a definition is saved; at run time a compiled {@link
 * drawbridge.expression.Value} resolves in a {@link drawbridge.expression.Scope}. The package knows
 * trees and names, but no workflows, runs or requests. Invariant: data never becomes template text.
 */
@NullMarked
package drawbridge.expression;

import org.jspecify.annotations.NullMarked;

/**
 * References into data: {@code {{…}}} (sandboxed Handlebars, keeping JSON types) and {@code ${…}}
 * (jq).
 *
 * <p>Everything is compiled when a definition is saved; at run time a compiled {@link
 * drawbridge.expression.Value} meets a {@link drawbridge.expression.Scope}. The room knows nothing
 * of workflows, runs or requests: it sees trees and names. The one rule that is easily broken: data
 * never becomes template text.
 */
@NullMarked
package drawbridge.expression;

import org.jspecify.annotations.NullMarked;

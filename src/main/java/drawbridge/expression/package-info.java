/**
 * References into data, as workflows and triggers see them: a {@link drawbridge.expression.Value}
 * or {@link drawbridge.expression.Condition} resolves in a {@link drawbridge.expression.Scope}.
 *
 * <p>{@code compile} makes them from texts; {@code template} is {@code {{…}}} and {@code jq} is
 * <code>${…}</code>. All of it knows trees and names, but no workflows, runs or requests.
 */
@NullMarked
package drawbridge.expression;

import org.jspecify.annotations.NullMarked;

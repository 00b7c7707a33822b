/**
 * The presets of providers: rows of {@code presets.yaml} with the members of a trigger's setup, the
 * instructions for operators, and a test request.
 *
 * <p>The trigger's setup and the operators' API call {@link Presets}. Invariant: a preset applies
 * when a setup is saved. A stored setup holds the values, so that another version of the table
 * changes no stored trigger.
 */
@NullMarked
package drawbridge.provider.preset;

import org.jspecify.annotations.NullMarked;

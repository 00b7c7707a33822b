/**
 * Outbound HTTP calls: allowed hosts, limits, traces, secrets and their masks.
 *
 * <p>The interpreter calls {@link drawbridge.run.outbound.Http}. The package knows no run and no
 * journal. Invariant: each redirect is checked against the rules, by name and by resolved
 * addresses.
 */
@NullMarked
package drawbridge.run.outbound;

import org.jspecify.annotations.NullMarked;

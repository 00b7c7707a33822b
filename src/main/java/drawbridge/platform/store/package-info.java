/**
 * Access to the store for all features: time limits, failures, shared commits, bulk statements,
 * retention. Knows no table of a feature.
 *
 * <p>Invariant: a sender's thread never waits for the store for longer than {@link
 * drawbridge.platform.store.Patience} allows.
 */
@NullMarked
package drawbridge.platform.store;

import org.jspecify.annotations.NullMarked;

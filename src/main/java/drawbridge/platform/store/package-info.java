/**
 * The store, as every room uses it: how long it is waited for, how its troubles are told from ours,
 * how requests share a commit, how rows are removed at their age. Knows no row of any room.
 *
 * <p>The rule that is easily broken: nobody who is waited for by a sender speaks with the store on
 * the sender's thread for longer than {@link drawbridge.platform.store.Patience} says.
 */
@NullMarked
package drawbridge.platform.store;

import org.jspecify.annotations.NullMarked;

/**
 * The terms of the contract: requests, entries, orders and their results.
 *
 * <p>{@link drawbridge.inbound.entity.RequestForm#read} reads the bytes of a body into one order
 * for each entry, and never throws. Invariant: orders of a batch share trees, so a tree of a
 * request must not be changed.
 */
@NullMarked
package drawbridge.inbound.entity;

import org.jspecify.annotations.NullMarked;

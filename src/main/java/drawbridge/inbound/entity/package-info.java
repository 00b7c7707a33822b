/**
 * What a sender asked for, read and merged: a request becomes one order per entry.
 *
 * <p>Plain values without container; {@code inbound.control} and {@code inbound.boundary} may
 * enter. {@link drawbridge.inbound.entity.WorkflowRequest#read} is the only door for bytes from
 * outside, and never throws whatever they are. The rule that is easily broken: trees are shared
 * between the orders of a batch, so nobody changes a tree that came from a request.
 */
@NullMarked
package drawbridge.inbound.entity;

import org.jspecify.annotations.NullMarked;

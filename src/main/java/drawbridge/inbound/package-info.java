/**
 * Inbound webhooks: authentication, reading, recording of orders, and replies.
 *
 * <p>{@code boundary} handles HTTP, {@code control.Intake} records orders, {@code entity} holds the
 * terms of the contract. {@code admin} and {@code monitoring} may use {@code control} and {@code
 * entity}. Two invariants: a 2xx is sent only after its transaction committed, and no byte of a
 * body is read before the request is authenticated.
 */
@NullMarked
package drawbridge.inbound;

import org.jspecify.annotations.NullMarked;

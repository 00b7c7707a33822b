/**
 * Changes triggers, their secrets and the rows that workspaces define, each in one transaction.
 *
 * <p>{@code admin} and the verification of handshakes may call it. Invariant: a change locks the
 * trigger or row first and then checks all that depends on it, so that no trigger names a row that
 * is gone and no secret becomes a signing oracle (T5).
 */
@NullMarked
package drawbridge.inbound.trigger.control.saving;

import org.jspecify.annotations.NullMarked;

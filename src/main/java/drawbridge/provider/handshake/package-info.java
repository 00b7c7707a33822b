/**
 * The handshakes by which providers try out an address before they send events to it: how such a
 * request is recognised, and what is answered.
 *
 * <p>Enter by {@link drawbridge.provider.handshake.Handshakes}. All providers are rows of one
 * table, {@code drawbridge/provider/handshakes.yaml}; its head says how a row is written. A
 * handshake is answered before the credential of an event is asked for, so whoever guesses an
 * address may ask. The rule that is easily broken: what a request brought is answered only after it
 * fits a form of the table, and never as anything but plain text, JSON or a header.
 */
@NullMarked
package drawbridge.provider.handshake;

import org.jspecify.annotations.NullMarked;

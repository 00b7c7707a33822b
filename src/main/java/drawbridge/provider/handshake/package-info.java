/**
 * Handshakes, by which providers verify a URL before they send events to it: recognition and
 * answer.
 *
 * <p>Start at {@link drawbridge.provider.handshake.Handshakes}. Each provider is a row of {@code
 * drawbridge/provider/handshakes.yaml}, whose head defines the format. A handshake is answered
 * before an event's credential is checked, so any caller with the URL may send one. Invariant: an
 * answer contains text of the request only if that text fits a form of the table, and only as plain
 * text, JSON or a header.
 */
@NullMarked
package drawbridge.provider.handshake;

import org.jspecify.annotations.NullMarked;

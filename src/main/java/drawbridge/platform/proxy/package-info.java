/**
 * The client of a request behind reverse proxies: its address and whether it used TLS, read from
 * {@code Forwarded} (RFC 7239), {@code X-Forwarded-For} and {@code X-Forwarded-Proto}.
 *
 * <p>{@code platform.boundary.guard.ClientFilter} applies it to every request, so that {@code
 * getRemoteAddr()} and {@code isSecure()} speak of the client everywhere. Invariant: a header of a
 * peer that is no trusted proxy has no effect. Outbound calls use {@code IpNetwork}, too.
 */
@NullMarked
package drawbridge.platform.proxy;

import org.jspecify.annotations.NullMarked;

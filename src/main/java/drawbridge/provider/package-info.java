/**
 * The requirements of webhook providers: signature schemes ({@code signature}), the keys that
 * providers publish ({@code remote}), handshakes ({@code handshake}), presets ({@code preset}), and
 * encryption of their secrets ({@code vault}).
 *
 * <p>Schemes and handshakes are rows of {@code signatures.yaml} and {@code handshakes.yaml}, bound
 * to records; a new provider is a new row. Depends on {@code platform} only: no HTTP server, no
 * store, no clock. Invariant: secrets are compared in constant time, and no message and no {@code
 * toString()} contains one.
 */
@NullMarked
package drawbridge.provider;

import org.jspecify.annotations.NullMarked;

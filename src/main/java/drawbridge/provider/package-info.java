/**
 * What providers ask of who receives their webhooks: how they sign ({@code signature}), how they
 * try out an address before they use it ({@code handshake}), and how secrets that must be shown to
 * them again are kept ({@code vault}).
 *
 * <p>Signature schemes and handshakes are rows of tables ({@code signatures.yaml}, {@code
 * handshakes.yaml}); a new provider is a new row. Knows the platform and nothing else: no HTTP
 * server, no store, no clock of its own. The rule that is easily broken: a provider's secret is
 * compared in constant time, and is neither in a message nor in a {@code toString()}.
 */
@NullMarked
package drawbridge.provider;

import org.jspecify.annotations.NullMarked;

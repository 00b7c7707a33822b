/**
 * Traces: the context that a sender's request came in, handed on to what it starts and calls, and
 * spans where a server can record them.
 *
 * <p>Everybody may use it. The rule that is easily broken: a context is handed on whether spans are
 * recorded or not.
 */
@NullMarked
package drawbridge.platform.trace;

import org.jspecify.annotations.NullMarked;

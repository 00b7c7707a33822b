/**
 * The client of the operators' API: address, credentials, calls and their failures, and requests as
 * they come.
 *
 * <p>Used by the commands. It knows the API as its description says, and no class of the server.
 * The invariant easily broken: credentials go to the configured address only, and never into a
 * message.
 */
@NullMarked
package drawbridge.ctl.api;

import org.jspecify.annotations.NullMarked;

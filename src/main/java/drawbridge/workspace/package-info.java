/**
 * Tenants and their secrets: who a sender is.
 *
 * <p>Everyone may ask {@code Workspaces}; nobody else reads the tables. The rule that is easily
 * broken: a secret leaves this room once, in the answer of the call that made it, and is kept only
 * as a salted digest.
 */
@NullMarked
package drawbridge.workspace;

import org.jspecify.annotations.NullMarked;

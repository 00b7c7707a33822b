/** Pages of secrets and encryption keys; see {@link drawbridge.console.boundary}. */
@NullMarked
package drawbridge.console.boundary.secret;

import org.jspecify.annotations.NullMarked;

/** The pages of secrets; see {@link drawbridge.console.boundary}. */
@NullMarked
package drawbridge.console.boundary.secret;

import org.jspecify.annotations.NullMarked;

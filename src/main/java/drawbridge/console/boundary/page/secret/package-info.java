/** The pages of secrets; see {@link drawbridge.console.boundary.page}. */
@NullMarked
package drawbridge.console.boundary.page.secret;

import org.jspecify.annotations.NullMarked;

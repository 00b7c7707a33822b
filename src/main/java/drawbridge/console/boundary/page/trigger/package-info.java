/** The pages of triggers; see {@link drawbridge.console.boundary.page}. */
@NullMarked
package drawbridge.console.boundary.page.trigger;

import org.jspecify.annotations.NullMarked;

/** Pages of triggers; see {@link drawbridge.console.boundary}. */
@NullMarked
package drawbridge.console.boundary.trigger;

import org.jspecify.annotations.NullMarked;

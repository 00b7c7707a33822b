/** Pages of workflows; see {@link drawbridge.console.boundary}. */
@NullMarked
package drawbridge.console.boundary.workflow;

import org.jspecify.annotations.NullMarked;

/** The pages of workflows; see {@link drawbridge.console.boundary.page}. */
@NullMarked
package drawbridge.console.boundary.page.workflow;

import org.jspecify.annotations.NullMarked;

/** Pages of issues; see {@link drawbridge.admin.issue.control}. */
@NullMarked
package drawbridge.console.boundary.issue;

import org.jspecify.annotations.NullMarked;

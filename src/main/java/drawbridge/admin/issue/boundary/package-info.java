/** The JSON API of issues; see {@link drawbridge.admin.issue.control}. */
@NullMarked
package drawbridge.admin.issue.boundary;

import org.jspecify.annotations.NullMarked;

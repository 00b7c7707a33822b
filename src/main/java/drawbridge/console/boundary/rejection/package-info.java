/** Pages of rejections; see {@link drawbridge.console.boundary}. */
@NullMarked
package drawbridge.console.boundary.rejection;

import org.jspecify.annotations.NullMarked;

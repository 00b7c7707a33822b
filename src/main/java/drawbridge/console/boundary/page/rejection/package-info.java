/** The pages of rejections; see {@link drawbridge.console.boundary.page}. */
@NullMarked
package drawbridge.console.boundary.page.rejection;

import org.jspecify.annotations.NullMarked;

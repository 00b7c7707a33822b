/**
 * Backing beans of the pages under {@code /console}.
 *
 * <p>A bean lives for one request. Its only state is the page's URL: workspace, filter and list
 * position are query parameters, which {@link drawbridge.console.boundary.QueryKeepingViewHandler}
 * preserves in every form post. Beans call {@code admin} and format the values that it returns;
 * Facelets contain no logic. Invariant: text from outside enters a page through EL, which escapes
 * it, never through {@code escape="false"}.
 */
@NullMarked
package drawbridge.console.boundary;

import org.jspecify.annotations.NullMarked;

/**
 * The console's pages under {@code /console}: what stands behind the Facelets of {@code
 * webapp/console}.
 *
 * <p>A page's bean lives for one request and knows nothing but its address: workspace, filter and
 * place in a list are query parameters, which {@link
 * drawbridge.console.boundary.QueryKeepingViewHandler} keeps through every post. So whatever is
 * seen can be sent to a colleague as a link. Beans call {@code console.control}; the markup holds
 * no logic. The rule that is easily broken: text from outside goes into a page through EL, which
 * escapes it, and never through {@code escape="false"}.
 */
@NullMarked
package drawbridge.console.boundary;

import org.jspecify.annotations.NullMarked;

/** Tests against a running server: what a user starts, over HTTP only. */
@NullMarked
package drawbridge.system;

import org.jspecify.annotations.NullMarked;

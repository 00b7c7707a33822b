/** Tests over HTTP against a running server that is started by its command. */
@NullMarked
package drawbridge.system;

import org.jspecify.annotations.NullMarked;

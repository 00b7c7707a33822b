/** Tests of the commands against a stub of the server, and the stub. */
@NullMarked
package drawbridge.ctl;

import org.jspecify.annotations.NullMarked;

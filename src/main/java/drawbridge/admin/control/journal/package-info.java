/**
 * Reads the journals of runs and the values in them. Console pages and the resources of {@code
 * admin} may call it. Reads only.
 */
@NullMarked
package drawbridge.admin.control.journal;

import org.jspecify.annotations.NullMarked;

/** What the pages list, read as they show it. Reads only; {@code console.boundary} may enter. */
@NullMarked
package drawbridge.admin.control.list;

import org.jspecify.annotations.NullMarked;

/**
 * Triggers as operators list them, set them up and change them.
 *
 * <p>Entered by resources, pages, try-outs and imports. The rule that is easily broken: a line
 * holds the address of its trigger, which is a secret, and so it must not be printed.
 */
@NullMarked
package drawbridge.admin.control.triggers;

import org.jspecify.annotations.NullMarked;

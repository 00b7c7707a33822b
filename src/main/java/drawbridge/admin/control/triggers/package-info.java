/**
 * Lists and changes triggers for operators.
 *
 * <p>Resources, pages, {@code tryout} and imports may call it. The invariant easily broken: a line
 * holds the address of its trigger, which is a secret, so it must not be printed.
 */
@NullMarked
package drawbridge.admin.control.triggers;

import org.jspecify.annotations.NullMarked;

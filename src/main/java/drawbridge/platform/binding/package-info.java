/**
 * Binds JSON objects of a fixed shape to records: requests, replies and stored settings. JSON-B
 * binds, Bean Validation checks the constraints of the components, and {@link
 * drawbridge.platform.binding.JsonBinding} reports every fault at its JSON pointer.
 *
 * <p>All features may use it. The invariant easily broken: records that are bound must be public,
 * because JSON-B calls their constructors by reflection.
 */
@NullMarked
package drawbridge.platform.binding;

import org.jspecify.annotations.NullMarked;

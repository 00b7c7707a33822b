/** See {@link drawbridge.console.files}. */
@NullMarked
package drawbridge.console.files.control;

import org.jspecify.annotations.NullMarked;

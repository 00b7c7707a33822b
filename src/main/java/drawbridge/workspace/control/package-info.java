/** See {@link drawbridge.workspace}. */
@NullMarked
package drawbridge.workspace.control;

import org.jspecify.annotations.NullMarked;

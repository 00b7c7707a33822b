/** See {@link drawbridge.workspace}. */
@NullMarked
package drawbridge.workspace.entity;

import org.jspecify.annotations.NullMarked;

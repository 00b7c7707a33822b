/** See {@link drawbridge.workflow}. */
@NullMarked
package drawbridge.workflow.entity;

import org.jspecify.annotations.NullMarked;

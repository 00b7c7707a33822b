/** See {@link drawbridge.workflow}. */
@NullMarked
package drawbridge.workflow.control;

import org.jspecify.annotations.NullMarked;

/** See {@link drawbridge.monitoring}. */
@NullMarked
package drawbridge.monitoring.control;

import org.jspecify.annotations.NullMarked;

/** See {@link drawbridge.monitoring}. */
@NullMarked
package drawbridge.monitoring.boundary.mbean;

import org.jspecify.annotations.NullMarked;

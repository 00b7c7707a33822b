/** See {@link drawbridge.monitoring}. */
@NullMarked
package drawbridge.monitoring.boundary;

import org.jspecify.annotations.NullMarked;

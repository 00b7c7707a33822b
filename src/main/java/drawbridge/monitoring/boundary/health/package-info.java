/** See {@link drawbridge.monitoring}. */
@NullMarked
package drawbridge.monitoring.boundary.health;

import org.jspecify.annotations.NullMarked;

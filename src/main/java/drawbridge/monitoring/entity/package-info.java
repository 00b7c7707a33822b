/** See {@link drawbridge.monitoring}. */
@NullMarked
package drawbridge.monitoring.entity;

import org.jspecify.annotations.NullMarked;

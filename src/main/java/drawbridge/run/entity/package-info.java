/** Entities and values of {@link drawbridge.run}. */
@NullMarked
package drawbridge.run.entity;

import org.jspecify.annotations.NullMarked;

/** See {@link drawbridge.run}. */
@NullMarked
package drawbridge.run.control;

import org.jspecify.annotations.NullMarked;

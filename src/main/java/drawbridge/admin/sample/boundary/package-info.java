/** See {@link drawbridge.admin.sample.control}. */
@NullMarked
package drawbridge.admin.sample.boundary;

import org.jspecify.annotations.NullMarked;

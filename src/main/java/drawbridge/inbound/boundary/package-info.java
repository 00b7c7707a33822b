/** See {@link drawbridge.inbound}. */
@NullMarked
package drawbridge.inbound.boundary;

import org.jspecify.annotations.NullMarked;

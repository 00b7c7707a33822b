/**
 * Tries a request out: who would let it in, what it would order, and what its runs would do, as far
 * as that can be told. Nothing is stored, nothing is sent, no use of a secret is noted.
 *
 * <p>{@code console.boundary} may enter. The rule that is easily broken: what lets real requests in
 * ({@code Doors}, {@code Gatekeeper}) notes their use and is not called here.
 */
@NullMarked
package drawbridge.admin.control.tryout;

import org.jspecify.annotations.NullMarked;

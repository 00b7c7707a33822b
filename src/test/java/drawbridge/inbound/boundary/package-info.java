/** The wire without a server: the contract's cases in memory, and what only a fake store shows. */
@NullMarked
package drawbridge.inbound.boundary;

import org.jspecify.annotations.NullMarked;

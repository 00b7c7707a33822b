/** See {@link drawbridge.mcp}. */
@NullMarked
package drawbridge.mcp.boundary;

import org.jspecify.annotations.NullMarked;

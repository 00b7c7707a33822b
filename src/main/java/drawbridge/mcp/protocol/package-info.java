/** See {@link drawbridge.mcp}. */
@NullMarked
package drawbridge.mcp.protocol;

import org.jspecify.annotations.NullMarked;

/** See {@link drawbridge.mcp}. */
@NullMarked
package drawbridge.mcp.control;

import org.jspecify.annotations.NullMarked;

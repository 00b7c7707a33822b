/**
 * Offers workflows that are marked as tools to models, over the Model Context Protocol (M1, ADR
 * 0044).
 *
 * <p>{@code protocol} reads and writes messages and knows no store; {@code control} finds tools and
 * reports runs; {@code boundary} authenticates and receives. No other feature uses these packages.
 * A call is a request like that of a webhook sender: {@code inbound} records it. Invariant: names,
 * descriptions and schemas come from definitions only, which admins write; nothing that a caller or
 * a run sends becomes part of a list of tools.
 */
@NullMarked
package drawbridge.mcp;

import org.jspecify.annotations.NullMarked;

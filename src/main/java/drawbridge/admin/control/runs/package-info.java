/**
 * Runs as operators look for them, verify them, cancel them and replay them.
 *
 * <p>Entered by resources, pages, and bulk replays, which walk by the predicates of a query. The
 * rule that is easily broken: a page is cut by id and costs the same however deep it lies, so
 * whatever narrows a query must have its index.
 */
@NullMarked
package drawbridge.admin.control.runs;

import org.jspecify.annotations.NullMarked;

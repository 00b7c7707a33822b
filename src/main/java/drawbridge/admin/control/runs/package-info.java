/**
 * Searches, verifies, cancels and replays runs for operators.
 *
 * <p>Resources, pages and bulk replays may call it. The invariant easily broken: a page is cut by
 * id and its cost does not depend on its position. Therefore, every filter of a query needs an
 * index.
 */
@NullMarked
package drawbridge.admin.control.runs;

import org.jspecify.annotations.NullMarked;

/**
 * The operators' side: the JSON API under {@code /api/admin}, the first start, and the read models
 * of lists and searches.
 *
 * <p>Only {@code console} may call it. It changes other packages through their control beans only.
 * Only its read models read their tables: {@code control.runs}, {@code control.list} and {@code
 * control.journal}. The invariant easily broken: only the reply or log block of the call that
 * generated a secret or password shows it.
 */
@NullMarked
package drawbridge.admin;

import org.jspecify.annotations.NullMarked;

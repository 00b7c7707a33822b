/**
 * The operators' side: the JSON API under {@code /api/admin}, the first start, and the read models
 * of lists and searches.
 *
 * <p>Nobody calls into this room. It changes the other rooms only through their control beans and
 * reads their tables only in its read models: {@code control.runs}, {@code control.list} and {@code
 * control.journal}. The rule that is easily broken: a secret or password is shown in the one
 * answer, or the one log block, of the call that made it up, and nowhere else.
 */
@NullMarked
package drawbridge.admin;

import org.jspecify.annotations.NullMarked;

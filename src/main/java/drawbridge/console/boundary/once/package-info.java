/**
 * Actions of the console that act once: double clicks, reloads and the back button repeat nothing,
 * and the operator sees the outcome of the first submission.
 *
 * <p>Each form contains a token. The session remembers each token with a digest of what was
 * submitted, and the outcome. Pages show outcomes through {@link
 * drawbridge.console.boundary.PageContext}. Invariant: an action that changes something redirects
 * or is an Ajax request; a page that is shown in the response to a submission has changed nothing.
 */
@NullMarked
package drawbridge.console.boundary.once;

import org.jspecify.annotations.NullMarked;

/**
 * What a workflow is: the catalogue with its versions, the reader of definitions, and the compiled
 * steps.
 *
 * <p>{@code control.Catalogue} is the way in. {@code definition} reads and checks, {@code step} is
 * what comes out of it and what {@code run} walks. The rule that is easily broken: a version, once
 * saved, never changes, so that a run pinned to it (X1) can be resumed years later.
 */
@NullMarked
package drawbridge.workflow;

import org.jspecify.annotations.NullMarked;

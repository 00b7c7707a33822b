/**
 * Workflows as files: the definitions of a directory are those of the workspace {@code default}.
 *
 * <p>Pages read {@code control.WorkflowFiles}. The rule that is easily broken: a file is taken when
 * it changes, and not while it is being written; a faulty one changes nothing, and one that is
 * removed does not remove its workflow.
 */
@NullMarked
package drawbridge.admin.files;

import org.jspecify.annotations.NullMarked;

/**
 * Loads workflows from files: the definitions of a directory become those of the workspace {@code
 * default}.
 *
 * <p>Pages read {@code control.WorkflowFiles}. The invariant easily broken: a file is loaded when
 * it changes and is completely written. A faulty file changes nothing, and a removed file does not
 * remove its workflow.
 */
@NullMarked
package drawbridge.admin.files.control;

import org.jspecify.annotations.NullMarked;

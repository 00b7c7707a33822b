/**
 * Files of a directory and of an export: reading, packing, comparing and writing them.
 *
 * <p>Used by the commands. The invariant easily broken: no file outside of the named directory is
 * read or written, and a file is never read beyond the limit of an import.
 */
@NullMarked
package drawbridge.ctl.files;

import org.jspecify.annotations.NullMarked;

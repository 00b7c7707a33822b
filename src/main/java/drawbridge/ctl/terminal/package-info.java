/**
 * Writes to the terminal or to a pipe: lines, tables and JSON, and the failures that a command
 * reports.
 *
 * <p>Used by all of {@code drawbridge.ctl}. The invariant easily broken: text from a server or a
 * file is written by {@link drawbridge.ctl.terminal.Output} only, which escapes characters that
 * would control the terminal.
 */
@NullMarked
package drawbridge.ctl.terminal;

import org.jspecify.annotations.NullMarked;

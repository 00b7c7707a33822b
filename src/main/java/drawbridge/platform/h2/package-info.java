/**
 * The H2 file of a node without a database server: its rights, its password, its lock, and the look
 * at it before H2 may write to it. Runs before the server's pool opens the file. Used by {@code
 * platform.store}, backups and the key file.
 *
 * <p>Invariant: no step leaves a file that neither the generated nor the default password opens.
 */
@NullMarked
package drawbridge.platform.h2;

import org.jspecify.annotations.NullMarked;

/**
 * A house without a server: the real control classes, EclipseLink and a real database, wired by
 * hand, so that tests of intake, ledger and journal run in milliseconds and on any database.
 *
 * <p>It does what the container does and no more: field injection, container transactions
 * (REQUIRED, REQUIRES_NEW, NOT_SUPPORTED), events after success.
 */
@NullMarked
package drawbridge.house;

import org.jspecify.annotations.NullMarked;

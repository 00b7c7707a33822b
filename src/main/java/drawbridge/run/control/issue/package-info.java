/**
 * Issues: failed runs that look alike, which operators acknowledge and resolve together.
 *
 * <p>The classes that end runs note failures through {@code IssueLedger}, in the transaction of the
 * end; commands of operators change states through it. Invariant: the transaction that writes a
 * failed run holds a lock of its issue until the commit. Otherwise an issue that is resolved
 * meanwhile would not reopen.
 */
@NullMarked
package drawbridge.run.control.issue;

import org.jspecify.annotations.NullMarked;

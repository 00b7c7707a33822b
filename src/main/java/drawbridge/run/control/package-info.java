/** Transactions, queries and settings of {@link drawbridge.run}. */
@NullMarked
package drawbridge.run.control;

import org.jspecify.annotations.NullMarked;

/**
 * What becomes of many nodes on one PostgreSQL: a simulation from costs that were measured on one.
 * It knows processors, groups, round trips and the log's flushes, and nothing of locks.
 */
@NullMarked
package drawbridge.bench.nodes;

import org.jspecify.annotations.NullMarked;

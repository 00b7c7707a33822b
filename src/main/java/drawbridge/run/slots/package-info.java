/**
 * The runs that this node executes, its free slots, and the lanes in which runs may be due. Knows
 * no store. Everything in here is lost with the process and can be rebuilt from the tables.
 */
@NullMarked
package drawbridge.run.slots;

import org.jspecify.annotations.NullMarked;

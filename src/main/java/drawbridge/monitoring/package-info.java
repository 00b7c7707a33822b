/**
 * How the house is: figures of all rooms, shown to whoever watches it.
 *
 * <p>Each room counts its own in plain counters and knows nothing of this one, which reads them and
 * shows them as metrics, MBeans, health checks, and tallies that survive a restart. {@code console}
 * may read {@code control.Tallies} and {@code control.Standing}. The rule that is easily broken:
 * nothing in here is on the way of a request or a run, and no look costs more than indexed rows.
 */
@NullMarked
package drawbridge.monitoring;

import org.jspecify.annotations.NullMarked;

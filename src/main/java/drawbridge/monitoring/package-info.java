/**
 * Metrics, MBeans, health checks and tallies.
 *
 * <p>Other features increment plain counters and do not depend on this feature, which reads and
 * publishes the counters. {@code admin} reads {@code control.Tallies} and {@code
 * control.ClusterStatus}. Invariant: no request and no run executes code of this feature, and every
 * query reads indexed rows only.
 */
@NullMarked
package drawbridge.monitoring;

import org.jspecify.annotations.NullMarked;

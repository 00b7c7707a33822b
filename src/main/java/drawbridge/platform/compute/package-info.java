/**
 * Shares of processor time: {@link drawbridge.platform.compute.Processors} lets few threads compute
 * at a time, and {@link drawbridge.platform.compute.ProcessorLimit} ends long computations.
 *
 * <p>Open to every package. Both act at a {@link drawbridge.platform.compute.Checkpoint}.
 * Invariant: each computation whose length depends on data passes one at least every few
 * milliseconds.
 */
@NullMarked
package drawbridge.platform.compute;

import org.jspecify.annotations.NullMarked;

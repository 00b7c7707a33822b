/**
 * Outbound HTTP without a feature: the addresses that are never called, limited response bodies,
 * and fetching of small public documents.
 *
 * <p>Calls of workflows are in {@code run.outbound}; keys of providers are fetched through {@link
 * drawbridge.platform.http.Fetcher}. Invariant: no response exceeds its limit in memory.
 */
@NullMarked
package drawbridge.platform.http;

import org.jspecify.annotations.NullMarked;

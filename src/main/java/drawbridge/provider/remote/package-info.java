/**
 * Public keys that providers publish: certificates and key sets, fetched from the hosts of a row
 * only.
 *
 * <p>{@link drawbridge.provider.remote.RemoteKeys} is the only entry. Invariants: the sender of a
 * request never chooses a host, a request waits three seconds at most, and a row causes ten fetches
 * a minute at most.
 */
@NullMarked
package drawbridge.provider.remote;

import org.jspecify.annotations.NullMarked;

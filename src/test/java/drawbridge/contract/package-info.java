/**
 * The inbound contract as data: cases under {@code src/test/resources/contract}, and what runs
 * them.
 *
 * <p>One suite, {@link drawbridge.contract.ContractSuite}, meets any {@link
 * drawbridge.contract.Wire}: a server over HTTP or the resource in memory. README.md beside the
 * cases says how a case is written. The rule that is easily broken: a case may run twice against
 * one server, so its uids are generated.
 */
@NullMarked
package drawbridge.contract;

import org.jspecify.annotations.NullMarked;

/**
 * The inbound contract as data: cases under {@code src/test/resources/contract} and their runner.
 *
 * <p>{@link drawbridge.contract.ContractSuite} runs them against any {@link
 * drawbridge.contract.Wire}: a server over HTTP or the resources in memory. README.md beside the
 * cases defines their format. Invariant: a case can run twice against one server, so its uids are
 * generated.
 */
@NullMarked
package drawbridge.contract;

import org.jspecify.annotations.NullMarked;

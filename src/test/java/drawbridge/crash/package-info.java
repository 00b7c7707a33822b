/**
 * The crash kit: sends to nodes that it kills and pauses, and proves by the operators' API that
 * nothing acknowledged is lost and nothing is done twice. Shipped with the product: {@code mvn
 * -Pcrash verify -DskipTests} runs it against any database. Invariant: it uses the product over
 * HTTP only.
 */
@NullMarked
package drawbridge.crash;

import org.jspecify.annotations.NullMarked;

/**
 * The crash kit: posts to nodes that it kills and pauses, and proves from the operators' API that
 * nothing that was acknowledged is lost and nothing was done twice. Shipped with the product:
 * {@code mvn -Pcrash verify -DskipTests} runs it against any database. It knows the product by HTTP
 * only.
 */
@NullMarked
package drawbridge.crash;

import org.jspecify.annotations.NullMarked;

/**
 * What one request costs the processor, piece by piece and without a server: JMH's, in JVMs of
 * their own.
 */
@NullMarked
package drawbridge.bench.micro;

import org.jspecify.annotations.NullMarked;

/** JMH benchmarks of the components of a request, without a server. */
@NullMarked
package drawbridge.bench.micro;

import org.jspecify.annotations.NullMarked;

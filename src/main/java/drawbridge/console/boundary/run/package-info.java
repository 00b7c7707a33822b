/** Pages about runs: the list with its filter, and one run with its data and journal. */
@NullMarked
package drawbridge.console.boundary.run;

import org.jspecify.annotations.NullMarked;

/** The files that build and check the house, held against what reads them. */
@NullMarked
package drawbridge.build;

import org.jspecify.annotations.NullMarked;

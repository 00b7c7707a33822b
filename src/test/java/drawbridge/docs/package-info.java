/** Tests of the guides, decisions and other documents of the repository. */
@NullMarked
package drawbridge.docs;

import org.jspecify.annotations.NullMarked;

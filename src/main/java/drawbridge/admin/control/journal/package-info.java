/** What a run got, did and gave, as somebody reads it who wants to understand or refer to it. */
@NullMarked
package drawbridge.admin.control.journal;

import org.jspecify.annotations.NullMarked;

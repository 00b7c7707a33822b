/**
 * Templates: {@code {{…}}} with the syntax of Handlebars, in a sandbox that keeps JSON types (H3,
 * H6). Only {@code expression.compile} uses it. Invariant: data never becomes template text (H7).
 */
@NullMarked
package drawbridge.expression.template;

import org.jspecify.annotations.NullMarked;

/** See {@link drawbridge.console}. */
@NullMarked
package drawbridge.console.entity;

import org.jspecify.annotations.NullMarked;

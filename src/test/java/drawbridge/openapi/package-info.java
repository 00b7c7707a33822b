/**
 * The description of the API as a tree, for tests that hold it against the code and against answers
 * of a running server.
 */
@NullMarked
package drawbridge.openapi;

import org.jspecify.annotations.NullMarked;

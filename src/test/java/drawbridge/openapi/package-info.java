/**
 * Reads the OpenAPI document as a tree, for tests that compare it with the code and with replies of
 * a running server.
 */
@NullMarked
package drawbridge.openapi;

import org.jspecify.annotations.NullMarked;

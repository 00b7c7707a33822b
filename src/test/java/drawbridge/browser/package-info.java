/** Tests of the console in a real browser, as somebody with a mouse and a keyboard uses it. */
@NullMarked
package drawbridge.browser;

import org.jspecify.annotations.NullMarked;

/** Tests of the console in Chromium with mouse and keyboard. */
@NullMarked
package drawbridge.browser;

import org.jspecify.annotations.NullMarked;

/**
 * Starts {@code drawbridge.jar}: answers {@code --version} and {@code --help}, runs the command
 * line client, or prepares the log, starts Payara Micro and prints the banner. The build packs it
 * into the jar beside Payara's own launcher and leaves it out of the WAR. It uses no other package
 * of Drawbridge, and none uses it.
 */
@NullMarked
package drawbridge.launcher;

import org.jspecify.annotations.NullMarked;

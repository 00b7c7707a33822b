/**
 * The command line client: {@code java -jar drawbridge.jar ctl …}. Each class is a command, or
 * options that commands share.
 *
 * <p>The launcher calls {@link drawbridge.ctl.Ctl#run}. The build packs the package with its
 * libraries under {@code CTL-INF/} in {@code drawbridge.jar}, apart from the server (ADR 0043). It
 * uses no other package of Drawbridge. The invariant easily broken: an exit status of 0 says that
 * everything is as asked, 1 that the answer is no, and 2 that there is no answer.
 */
@NullMarked
package drawbridge.ctl;

import org.jspecify.annotations.NullMarked;

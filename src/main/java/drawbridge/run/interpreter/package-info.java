/**
 * The interpreter: walks the compiled steps of one run, on a journal, and says how it ended or what
 * it waits for.
 *
 * <p>Plain Java without container or database: what it needs of the world comes through {@link
 * drawbridge.run.interpreter.Journal} and the other ports, which {@code run.control} fills. The
 * rule that is easily broken: a resumed run executes from the top, so whatever is not journalled
 * must come out the same every time.
 */
@NullMarked
package drawbridge.run.interpreter;

import org.jspecify.annotations.NullMarked;

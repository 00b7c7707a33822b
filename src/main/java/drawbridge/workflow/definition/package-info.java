/**
 * Reads definitions: text in the Serverless Workflow DSL 1.0 becomes compiled tasks, or a list of
 * all its faults with pointer, line and column.
 *
 * <p>The entry point is {@link drawbridge.workflow.definition.DefinitionReader}; other packages use
 * the types of this package only. {@code source} reads the text, {@code component} and {@code task}
 * compile. After a fault the methods return stand-ins, which are discarded with the definition.
 */
@NullMarked
package drawbridge.workflow.definition;

import org.jspecify.annotations.NullMarked;

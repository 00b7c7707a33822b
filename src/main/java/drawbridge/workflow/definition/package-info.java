/**
 * Reads definitions: text in the Serverless Workflow DSL 1.0 becomes compiled steps, or a list of
 * all its faults, each with pointer, line and column.
 *
 * <p>Enter by {@link drawbridge.workflow.definition.DefinitionReader}; the rest is package-private.
 * The rule that is easily broken: nothing is ignored silently, so every member is either read or
 * refused ({@code NodeMembers.end()}). After a fault the methods here return stand-ins, which
 * nobody sees because a reading with faults has no definition.
 */
@NullMarked
package drawbridge.workflow.definition;

import org.jspecify.annotations.NullMarked;

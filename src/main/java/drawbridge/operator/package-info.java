/**
 * Operators, their roles and passwords, sign-in, and the audit log of their changes.
 *
 * <p>{@link drawbridge.operator.boundary.OperatorsOnly} protects the resources of the JSON API, and
 * {@link drawbridge.operator.boundary.ConsoleFilter} protects the pages. Invariant: the check of an
 * unknown name takes as long as the check of a wrong password, and logs contain neither.
 */
@NullMarked
package drawbridge.operator;

import org.jspecify.annotations.NullMarked;

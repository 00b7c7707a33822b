/**
 * Who operates the house: names, passwords and roles, how they sign in, and what they changed.
 *
 * <p>The doors of the console carry {@code boundary.Operated} and let nobody in who is not known
 * here. The rule that is easily broken: a name that does not exist costs as long as a wrong
 * password, and neither is ever written anywhere.
 */
@NullMarked
package drawbridge.operator;

import org.jspecify.annotations.NullMarked;

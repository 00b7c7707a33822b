/** Tests of OpenID Connect with a local provider. */
@NullMarked
package drawbridge.operator.openid;

import org.jspecify.annotations.NullMarked;

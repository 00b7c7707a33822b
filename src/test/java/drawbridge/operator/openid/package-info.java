/** What an OpenID provider says, proved against one that signs with keys of its own. */
@NullMarked
package drawbridge.operator.openid;

import org.jspecify.annotations.NullMarked;

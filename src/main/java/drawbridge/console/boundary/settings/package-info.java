/** The page of settings: accounts, API tokens, workspaces, and what runs on the node. */
@NullMarked
package drawbridge.console.boundary.settings;

import org.jspecify.annotations.NullMarked;

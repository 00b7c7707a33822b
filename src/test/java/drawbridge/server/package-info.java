/**
 * Tests of the WAR on other servers. Each server is unpacked, configured with the files of {@code
 * server-config} as {@code src/docs/servers.md} describes, and tested against the contract over
 * HTTP.
 */
@NullMarked
package drawbridge.server;

import org.jspecify.annotations.NullMarked;

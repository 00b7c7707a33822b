/**
 * The WAR on servers that an operator sets up: each is unpacked, configured by the files of {@code
 * server-config} as {@code src/docs/servers.md} says, and held against the contract over HTTP.
 */
@NullMarked
package drawbridge.server;

import org.jspecify.annotations.NullMarked;

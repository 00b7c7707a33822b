/**
 * The replies that triggers define (T11): their JSON form, its checks, and their rendering.
 *
 * <p>{@code TriggerReply.read} compiles the {@code reply} member of a setup when the setup is read;
 * {@code ReplyTemplate.render} makes the answer of one request. The package knows JSON values and
 * expressions, but no triggers, runs or HTTP. Invariant: an answer has an allowed status, media
 * type and header names, and its body is well-formed in its media type; data of a request cannot
 * change that.
 */
@NullMarked
package drawbridge.inbound.reply;

import org.jspecify.annotations.NullMarked;

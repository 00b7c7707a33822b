package drawbridge.admin.live.control;

import drawbridge.admin.control.requests.RequestLine;
import drawbridge.admin.control.requests.RequestQuery;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a client reads.
 *
 * @param operator who reads it
 * @param query which requests; it has neither times nor a cursor
 * @param after the id of the last request that the client has; empty for new requests only
 * @param written returns the data of an event, in one line
 */
public record LiveStream(
    String operator,
    String workspaceId,
    RequestQuery query,
    Optional<String> after,
    Function<RequestLine, String> written) {}

package drawbridge.admin.boundary.wire;

import drawbridge.platform.binding.JsonBinding;
import drawbridge.run.entity.ReceivedRequest;
import drawbridge.run.entity.RequestData;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request with its verdicts and its reply.
 *
 * @param mediaType of the reply
 * @param results the verdict of each element, in their order
 * @param body as it was read; absent when retention removed the run that had it
 */
public record RequestReply(
    String requestId,
    Instant receivedAt,
    String method,
    Map<String, String> headers,
    Map<String, String> query,
    @Nullable String contentType,
    @Nullable String trigger,
    @Nullable Boolean truncated,
    int status,
    String mediaType,
    JsonValue results,
    @Nullable JsonValue body) {

  public static RequestReply of(ReceivedRequest row, Optional<String> body) {
    RequestData request = RequestData.shown(row.id(), row.data());
    return new RequestReply(
        row.id(),
        row.receivedAt(),
        request.method(),
        request.headers(),
        request.query(),
        request.contentType().orElse(null),
        request.trigger().orElse(null),
        request.truncated() ? true : null,
        row.status(),
        Objects.requireNonNullElse(row.mediaType(), ReceivedRequest.JSON),
        Objects.requireNonNull(JsonBinding.shown(row.results())),
        JsonBinding.shown(body.orElse(null)));
  }
}

package drawbridge.admin.boundary.wire;

import drawbridge.admin.control.requests.RequestDetail;
import drawbridge.inbound.entity.RefusedDelivery;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.run.entity.RequestData;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request with its verdicts and its reply.
 *
 * @param sender address of the client; absent when unknown
 * @param resentFrom the request that an operator sent again
 * @param edited whether the operator changed it before
 * @param test whether an operator sent it as a test of the trigger
 * @param mediaType of the reply
 * @param results the verdict of each element, in their order
 * @param body as it was read; a text when it is not JSON. Absent when it was not kept, or when
 *     retention removed the run that had it
 * @param refusal why the whole request was refused
 */
public record RequestReply(
    String requestId,
    Instant receivedAt,
    String method,
    Map<String, String> headers,
    Map<String, String> query,
    @Nullable String contentType,
    @Nullable String trigger,
    @Nullable String sender,
    @Nullable String resentFrom,
    @Nullable Boolean edited,
    @Nullable Boolean test,
    @Nullable Boolean truncated,
    @Nullable Integer status,
    String mediaType,
    JsonValue results,
    @Nullable JsonValue body,
    @Nullable RefusalReply refusal) {

  /**
   * Why a whole request was refused.
   *
   * @param deliveryId of the refused delivery of its trigger, which has the bytes of the body
   */
  public record RefusalReply(String deliveryId, String reason, String detail) {

    static RefusalReply of(RefusedDelivery refused) {
      return new RefusalReply(refused.id(), refused.reason(), refused.detail());
    }
  }

  public static RequestReply of(RequestDetail detail) {
    RequestData request = detail.request();
    return new RequestReply(
        request.id(),
        request.receivedAt(),
        request.method(),
        request.headers(),
        request.query(),
        request.contentType().orElse(null),
        request.trigger().orElse(null),
        request.arrival().sender().orElse(null),
        request.arrival().resentFrom().orElse(null),
        request.arrival().isEdited() ? true : null,
        request.arrival().isTest() ? true : null,
        request.truncated() ? true : null,
        detail.status(),
        detail.mediaType(),
        Objects.requireNonNull(JsonBinding.shown(detail.results())),
        JsonBinding.shown(detail.json().orElse(null)),
        detail.refused().map(RefusalReply::of).orElse(null));
  }
}

package drawbridge.admin.control.requests;

import drawbridge.run.entity.RequestData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request of a list.
 *
 * @param trigger its name at that time; null for the workflow request URL
 * @param status of the reply
 * @param accepted number of elements that started a run, as for the next ones
 */
public record RequestLine(
    String requestId,
    Instant receivedAt,
    String method,
    @Nullable String trigger,
    int status,
    long accepted,
    long duplicates,
    long ignored,
    long rejected) {

  static RequestLine of(RequestData request, Object[] row) {
    return new RequestLine(
        request.id(),
        request.receivedAt(),
        request.method(),
        request.trigger().orElse(null),
        ((Number) row[2]).intValue(),
        ((Number) row[3]).longValue(),
        ((Number) row[4]).longValue(),
        ((Number) row[5]).longValue(),
        ((Number) row[6]).longValue());
  }
}

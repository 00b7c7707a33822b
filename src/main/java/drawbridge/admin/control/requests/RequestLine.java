package drawbridge.admin.control.requests;

import drawbridge.run.entity.RequestData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request of a list.
 *
 * @param trigger its name at that time; null for the workflow request URL
 * @param sender address of the client; null when unknown
 * @param status of the reply; null when unknown
 * @param accepted number of elements that started a run, as for the next ones
 * @param resentFrom the request that an operator sent again; null for a sender's own
 * @param test whether an operator sent it as a test of the trigger; null when not
 * @param refusal why the whole request was refused; null when it was not
 */
public record RequestLine(
    String requestId,
    Instant receivedAt,
    String method,
    @Nullable String trigger,
    @Nullable String sender,
    @Nullable Integer status,
    long accepted,
    long duplicates,
    long ignored,
    long rejected,
    @Nullable String resentFrom,
    @Nullable Boolean test,
    @Nullable Refusal refusal) {

  /**
   * Why a whole request was refused.
   *
   * @param deliveryId of the refused delivery that keeps it
   */
  public record Refusal(String deliveryId, String reason, String detail) {}

  /** The verdicts on the elements of a request, by number. */
  record Counts(long accepted, long duplicates, long ignored, long rejected) {
    static final Counts NONE = new Counts(0, 0, 0, 0);
  }

  static RequestLine of(
      RequestData request, @Nullable Integer status, Counts counts, @Nullable Refusal refusal) {
    return new RequestLine(
        request.id(),
        request.receivedAt(),
        request.method(),
        request.trigger().orElse(null),
        request.arrival().sender().orElse(null),
        status,
        counts.accepted(),
        counts.duplicates(),
        counts.ignored(),
        counts.rejected(),
        request.arrival().resentFrom().orElse(null),
        request.arrival().isTest() ? true : null,
        refusal);
  }
}

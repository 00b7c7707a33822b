package drawbridge.inbound.request;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.RefusedDelivery;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Uid;
import drawbridge.platform.json.Json;
import drawbridge.run.entity.ReceivedRequest;
import drawbridge.run.entity.ReceivedRequest.Answered;
import drawbridge.run.entity.RequestData;
import drawbridge.run.entity.RequestTree;
import drawbridge.run.entity.RequestVerdicts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request of a sender, on its way into the store (C11).
 *
 * @param triggerId empty for the workflow request URL
 * @param body returns the whole body as it was read, as JSON; called when the row needs it
 * @param isSplit whether runs have elements of the body, so that no run has the whole
 * @param kept the whole body for the expressions of runs; empty when the trigger does not keep it
 * @param answered returns the reply to these results
 */
public record Received(
    RequestData data,
    Optional<String> triggerId,
    Supplier<String> body,
    boolean isSplit,
    Optional<JsonNode> kept,
    Function<List<Acceptance>, Answered> answered) {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Makes a request to the workflow request URL, from its bytes. */
  public static Received atWorkspace(
      RequestData data, byte[] body, Function<List<Acceptance>, Answered> answered) {
    return new Received(
        data, Optional.empty(), () -> text(body), false, Optional.empty(), answered);
  }

  /** Makes a request to a trigger, from its body as it was read. */
  public static Received atTrigger(
      RequestData data,
      String triggerId,
      JsonNode body,
      boolean isSplit,
      boolean keepsBody,
      Function<List<Acceptance>, Answered> answered) {
    return new Received(
        keepsBody ? data.keepingBody() : data,
        Optional.of(triggerId),
        () -> Json.write(body),
        isSplit,
        Optional.of(body).filter(it -> keepsBody),
        answered);
  }

  private static String text(byte[] body) {
    boolean isMarked =
        body.length >= BYTE_ORDER_MARK.length
            && body[0] == BYTE_ORDER_MARK[0]
            && body[1] == BYTE_ORDER_MARK[1]
            && body[2] == BYTE_ORDER_MARK[2];
    int start = isMarked ? BYTE_ORDER_MARK.length : 0;
    return new String(body, start, body.length - start, StandardCharsets.UTF_8);
  }

  /** Returns the object that the expressions of runs see. */
  public RequestTree seenByRuns() {
    return () -> Optional.of(data.toJson(kept.orElse(null)));
  }

  /** Returns whether the request gets a row: it is answered 200, 202 or 207. */
  public boolean hasRow(List<Acceptance> results) {
    return results.isEmpty() || !results.stream().allMatch(Acceptance.Rejected.class::isInstance);
  }

  /**
   * Returns whether the row is written in the transaction of the request: it starts a run, or
   * rejects one element of several.
   */
  public boolean isWithRuns(List<Acceptance> results) {
    return hasRow(results)
        && results.stream()
            .anyMatch(it -> it instanceof Acceptance.Accepted || it instanceof Acceptance.Rejected);
  }

  /** Returns the request as refused deliveries keep it; empty for the workflow request URL. */
  public Optional<RefusedDelivery.Origin> origin(String workspaceId) {
    return triggerId.map(
        id -> new RefusedDelivery.Origin(workspaceId, id, data.id(), data.toText()));
  }

  /** Returns the row. */
  public ReceivedRequest row(String workspaceId, List<Acceptance> results) {
    RequestVerdicts verdicts = new RequestVerdicts();
    results.forEach(result -> add(verdicts, result));
    return new ReceivedRequest(
        workspaceId,
        data,
        triggerId.orElse(null),
        answered.apply(results),
        verdicts,
        verdicts.isOneRun() && !isSplit ? null : body.get());
  }

  private static void add(RequestVerdicts verdicts, Acceptance result) {
    RunOrder order = result.order();
    @Nullable String uid = order.uid().map(Uid::value).orElse(null);
    if (result instanceof Acceptance.Accepted it) {
      verdicts.accept(uid, order.workflow(), it.runId());
    } else if (result instanceof Acceptance.Duplicate it) {
      verdicts.duplicate(uid, order.workflow(), it.runId(), it.conflict());
    } else if (result instanceof Acceptance.Rejected it) {
      verdicts.reject(
          uid, order.workflow().isEmpty() ? null : order.workflow(), it.problem().inWords());
    } else {
      verdicts.ignore(uid);
    }
  }

  /** Returns the id of the request only. */
  @Override
  public String toString() {
    return "Received " + data.id();
  }
}

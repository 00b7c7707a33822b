package drawbridge.admin.control.requests;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.inbound.entity.RefusedDelivery;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.UnreadableJson;
import drawbridge.run.entity.ReceivedRequest;
import drawbridge.run.entity.RequestData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request with its verdicts and its reply.
 *
 * @param triggerId null for the workflow request URL
 * @param status of the reply; null when unknown
 * @param mediaType of the reply
 * @param results the verdicts as JSON, in the order of the elements
 * @param body as text: JSON as it was read, or what a refused sender sent. Empty when it is not
 *     kept
 * @param refused the refused delivery that keeps the request; empty for a request with a row
 */
public record RequestDetail(
    RequestData request,
    @Nullable String triggerId,
    @Nullable Integer status,
    String mediaType,
    String results,
    Optional<String> body,
    Optional<RefusedDelivery> refused) {

  private static final String PROBLEM = "application/problem+json";

  /**
   * The verdict on an element.
   *
   * @param status {@code accepted}, {@code duplicate}, {@code ignored} or {@code rejected}
   * @param runId the run that it started, or that its uid had started
   * @param hasOtherData whether a duplicate has other data than the first (D5)
   */
  public record Verdict(
      int index,
      String status,
      @Nullable String uid,
      @Nullable String workflow,
      @Nullable String runId,
      boolean hasOtherData,
      @Nullable String detail) {}

  static RequestDetail of(ReceivedRequest row, Optional<String> body) {
    return new RequestDetail(
        RequestData.shown(row.id(), row.data()),
        row.triggerId(),
        row.status(),
        Objects.requireNonNullElse(row.mediaType(), ReceivedRequest.JSON),
        row.results(),
        body,
        Optional.empty());
  }

  static RequestDetail of(RefusedDelivery refused) {
    return new RequestDetail(
        RequestData.shown(refused.requestId(), refused.request()),
        refused.triggerId(),
        refused.status(),
        PROBLEM,
        "[]",
        refused.body().map(it -> new String(it, StandardCharsets.UTF_8)),
        Optional.of(refused));
  }

  /** Returns the verdicts in the order of the elements; none when the stored text is damaged. */
  public List<Verdict> verdicts() {
    List<Verdict> verdicts = new ArrayList<>();
    try {
      for (JsonNode each : Json.read(results)) {
        verdicts.add(
            new Verdict(
                verdicts.size(),
                each.path("status").asText(),
                text(each, "uid"),
                text(each, "workflow"),
                text(each, "runId"),
                each.path("conflict").asBoolean(),
                text(each, "detail")));
      }
    } catch (UnreadableJson e) {
      return List.of();
    }
    return verdicts;
  }

  /** Returns the number of elements that started a run, or whose uid had started one. */
  public long runs() {
    return verdicts().stream().filter(it -> it.runId() != null).count();
  }

  /** Returns the body as JSON: a text where a refused sender sent something else. */
  public Optional<String> json() {
    return refused.isEmpty() ? body : body.map(RequestDetail::json);
  }

  private static String json(String text) {
    try {
      var unused = Json.read(text);
      return text;
    } catch (UnreadableJson e) {
      return Json.write(Json.NODES.textNode(text));
    }
  }

  private static @Nullable String text(JsonNode object, String name) {
    JsonNode value = object.get(name);
    return value == null ? null : value.asText();
  }
}

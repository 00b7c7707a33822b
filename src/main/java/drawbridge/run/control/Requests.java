package drawbridge.run.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.UnreadableJson;
import drawbridge.platform.store.BulkInsert;
import drawbridge.platform.store.Rows;
import drawbridge.run.entity.ReceivedRequest;
import drawbridge.run.entity.RequestData;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.WorkflowRequestBody;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Inserts and finds the rows of requests (C11). */
@Stateless
public class Requests {

  private static final BulkInsert<ReceivedRequest> INSERT = columns().orFail();
  private static final BulkInsert<ReceivedRequest> INSERT_ONCE = columns().orSkip();

  private static BulkInsert.Columns<ReceivedRequest> columns() {
    return BulkInsert.<ReceivedRequest>into("request")
        .text("workspace_id", ReceivedRequest::workspaceId)
        .text("id", ReceivedRequest::id)
        .text("trigger_id", ReceivedRequest::triggerId)
        .number("status", ReceivedRequest::status)
        .text("media_type", ReceivedRequest::mediaType)
        .number("accepted", ReceivedRequest::accepted)
        .number("duplicates", ReceivedRequest::duplicates)
        .number("ignored", ReceivedRequest::ignored)
        .number("rejected", ReceivedRequest::rejected)
        .longText("data", ReceivedRequest::data)
        .longText("results", ReceivedRequest::results)
        .longText("body", request -> request.body().orElse(null));
  }

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /** Inserts rows; skips those that are stored already. */
  public void insert(Collection<ReceivedRequest> requests) {
    INSERT_ONCE.execute(entities, requests);
  }

  /** Removes all rows of a workspace. */
  public void removeAll(String workspaceId) {
    entities
        .createQuery("delete from ReceivedRequest r where r.workspaceId = :workspace")
        .setParameter("workspace", workspaceId)
        .executeUpdate();
  }

  /** Returns rows to be inserted together with their runs. */
  public Rows rows(Collection<ReceivedRequest> requests) {
    return INSERT.of(requests);
  }

  /**
   * Returns the request of this id in a workspace; empty when it has no row: it is too old, it was
   * refused, or a version without rows of requests recorded it.
   */
  public Optional<ReceivedRequest> find(String workspaceId, String id) {
    return entities
        .createQuery( // the index begins with the workspace
            "select r from ReceivedRequest r where r.workspaceId = :workspace and r.id = :id",
            ReceivedRequest.class)
        .setParameter("workspace", workspaceId)
        .setParameter("id", id.toLowerCase(Locale.ROOT))
        .getResultStream()
        .findFirst();
  }

  /**
   * Returns what expressions see of a request, with the body when its trigger keeps it (C9); empty
   * when it has no row.
   */
  public Optional<ObjectNode> data(String workspaceId, String id) {
    return find(workspaceId, id)
        .map(
            row -> {
              RequestData data = row.request();
              return data.keepsBody()
                  ? data.toJson(body(row).map(Json::read).orElse(null))
                  : data.toJson();
            });
  }

  /**
   * Returns what the expressions of a run see of its request, as JSON for display; empty without a
   * row. Damaged data are a text that is not JSON.
   */
  public Optional<String> textOf(Run run) {
    try {
      return data(run.workspaceId(), run.requestId()).map(Json::write);
    } catch (UnreadableJson e) {
      return find(run.workspaceId(), run.requestId()).map(ReceivedRequest::data);
    }
  }

  /**
   * Returns the JSON text of the body as it was read; empty when it was the data of a run that
   * retention has removed. A body of the workflow request URL is restored from its run: it has the
   * same members, possibly in another order.
   */
  public Optional<String> body(ReceivedRequest request) {
    return request.body().or(() -> runOf(request).map(run -> body(request, run)));
  }

  /**
   * Returns the body like {@link #body} for display; a text that is not JSON where it is damaged.
   */
  public Optional<String> shownBody(ReceivedRequest request) {
    try {
      return body(request);
    } catch (UnreadableJson e) {
      return Optional.of("");
    }
  }

  private Optional<Run> runOf(ReceivedRequest request) {
    return Optional.of(Json.read(request.results()).at("/0/runId"))
        .filter(JsonNode::isTextual)
        .map(id -> entities.find(Run.class, id.asText()));
  }

  private static String body(ReceivedRequest request, Run run) {
    if (request.triggerId() != null) {
      return run.runtime();
    }
    return WorkflowRequestBody.of(
        Json.read(request.results()).at("/0/workflow").asText(),
        run.uid(),
        Json.read(run.stateValues()),
        Json.read(run.runtime()));
  }
}

package drawbridge.run.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes requests to the workflow request URL (CONTRACT §1) that start one run. */
public final class WorkflowRequestBody {

  private static final String WORKFLOW = "workflow";

  /** These members of a request are no runtime data; in {@code runtimeData} they are (B5). */
  private static final Set<String> RESERVED = Set.of(WORKFLOW, "stateValues", "uid", "batch");

  private WorkflowRequestBody() {}

  /**
   * Returns the body as JSON. Runtime data with a reserved name makes a batch of one.
   *
   * @param stateValues must not be changed
   * @param runtime must not be changed
   */
  public static String of(
      String workflow, @Nullable String uid, JsonNode stateValues, JsonNode runtime) {
    ObjectNode body = Json.object().put(WORKFLOW, workflow);
    boolean isBatch = RESERVED.stream().anyMatch(runtime::has);
    ObjectNode entry = isBatch ? body.putArray("batch").addObject() : body;
    if (uid != null) {
      entry.put("uid", uid);
    }
    if (!stateValues.isEmpty()) {
      entry.set("stateValues", stateValues);
    }
    if (isBatch) {
      entry.set("runtimeData", runtime);
    } else {
      entry.setAll((ObjectNode) runtime);
    }
    return Json.write(body);
  }
}

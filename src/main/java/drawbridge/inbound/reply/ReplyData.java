package drawbridge.inbound.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.Scope;
import drawbridge.platform.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The data that a reply may refer to. Trees are read and never changed. */
public record ReplyData(Map<String, JsonNode> roots) {

  static final Set<String> OF_REQUEST = Set.of("runtime", "request", "runId");
  static final Set<String> OF_RUN = Set.of("runtime", "request", "runId", "output");

  public ReplyData {
    roots = Map.copyOf(roots);
  }

  /**
   * Returns the data of a request.
   *
   * @param runId of the first accepted or duplicate element; empty when all are ignored
   */
  public static ReplyData of(JsonNode runtime, JsonNode request, Optional<String> runId) {
    Map<String, JsonNode> roots = new LinkedHashMap<>();
    roots.put("runtime", runtime);
    roots.put("request", request);
    runId.ifPresent(id -> roots.put("runId", TextNode.valueOf(id)));
    return new ReplyData(roots);
  }

  /**
   * Returns the data with the output of the run.
   *
   * @param json null for a run without output
   */
  public ReplyData withOutput(@Nullable String json) {
    Map<String, JsonNode> more = new LinkedHashMap<>(roots);
    more.put("output", json == null ? Json.NODES.nullNode() : Json.read(json));
    return new ReplyData(more);
  }

  /** In jq, {@code .} and {@code $context} are the object of all roots. */
  Scope scope() {
    ObjectNode all = Json.object();
    all.setAll(roots);
    Map<String, JsonNode> variables = new LinkedHashMap<>(roots);
    variables.put("context", all);
    return new Scope(all, roots, variables);
  }
}

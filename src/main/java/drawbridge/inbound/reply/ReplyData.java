package drawbridge.inbound.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.Scope;
import drawbridge.expression.compile.Expressions;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.UnreadableJson;
import drawbridge.run.entity.RequestData;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The data that a reply may refer to. Trees are read and never changed. */
public record ReplyData(Map<String, JsonNode> roots) {

  private static final String REQUEST = "request";
  private static final String RUN_ID = "runId";
  private static final String CONTEXT = "context";

  static final Set<String> OF_REQUEST = Set.of("runtime", REQUEST, RUN_ID);
  static final Set<String> OF_RUN = Set.of("runtime", REQUEST, RUN_ID, "output");

  public ReplyData {
    roots = Map.copyOf(roots);
  }

  /**
   * Returns the data of a request.
   *
   * @param request as expressions see it
   * @param runId of the first accepted or duplicate element; empty when all are ignored
   */
  public static ReplyData of(JsonNode runtime, JsonNode request, Optional<String> runId) {
    Map<String, JsonNode> roots = new LinkedHashMap<>();
    roots.put("runtime", runtime);
    roots.put(REQUEST, request);
    runId.ifPresent(id -> roots.put(RUN_ID, TextNode.valueOf(id)));
    return new ReplyData(roots);
  }

  /**
   * Returns the data with the output of the run; empty when its row is damaged.
   *
   * @param json null for a run without output
   */
  public Optional<ReplyData> withOutput(@Nullable String json) {
    Map<String, JsonNode> more = new LinkedHashMap<>(roots);
    try {
      more.put("output", json == null ? Json.NODES.nullNode() : Json.read(json));
    } catch (UnreadableJson e) {
      return Optional.empty();
    }
    return Optional.of(new ReplyData(more));
  }

  /** Returns the expressions of a reply with these roots. */
  static Expressions expressions(Set<String> roots) {
    Set<String> variables = new HashSet<>(roots);
    variables.addAll(Set.of(CONTEXT, Scope.NOW));
    return new Expressions(false, roots, variables);
  }

  /**
   * In jq, {@code .} and {@code $context} are the object of all roots, each root is a variable, and
   * {@code now} is the arrival of the request.
   */
  Scope scope() {
    ObjectNode all = Json.object();
    all.setAll(roots);
    Map<String, JsonNode> variables = new LinkedHashMap<>(roots);
    variables.putIfAbsent(RUN_ID, NullNode.getInstance());
    variables.put(CONTEXT, all);
    variables.put(Scope.NOW, Scope.now(RequestData.receivedAt(all.path(REQUEST))));
    return new Scope(all, roots, variables);
  }
}

package drawbridge.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import java.util.Optional;

/**
 * A JSON-RPC response.
 *
 * @param status of the HTTP reply
 */
public record RpcReply(int status, ObjectNode message) {

  /** Returns the response to a request. */
  public static RpcReply of(JsonNode id, ObjectNode result) {
    ObjectNode message = Json.object().put("jsonrpc", "2.0");
    message.set("id", id);
    message.set("result", result);
    return new RpcReply(200, message);
  }

  /**
   * Returns an error.
   *
   * @param id of the request; empty when it has none that can be returned
   */
  public static RpcReply of(Optional<JsonNode> id, RpcFault fault) {
    ObjectNode message = Json.object().put("jsonrpc", "2.0");
    id.ifPresent(it -> message.set("id", it));
    message.set("error", fault.toJson());
    return new RpcReply(fault.status(), message);
  }
}

package drawbridge.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import java.util.Optional;

/**
 * A JSON-RPC request, or a notification, which has no id.
 *
 * @param id a text or a number, returned as it was written
 * @param params must not be changed
 */
public record RpcMessage(Optional<JsonNode> id, String method, ObjectNode params) {

  /** The method that starts a session in older versions. */
  static final String INITIALIZE = "initialize";

  /** The method that lists tools. */
  public static final String LIST = "tools/list";

  /** The method that calls a tool. */
  public static final String CALL = "tools/call";

  private static final int LONGEST_ID = 255;
  private static final String NOTIFICATIONS = "notifications/";

  /** Reads a message. */
  public static RpcMessage read(ObjectNode tree) throws RpcFault {
    if (!"2.0".equals(tree.path("jsonrpc").textValue())) {
      throw RpcFault.invalid("jsonrpc must be \"2.0\".");
    }
    Optional<JsonNode> id = id(tree);
    if (tree.has("id") && id.isEmpty()) {
      throw RpcFault.invalid(
          "id must be a number or a text, of at most " + LONGEST_ID + " characters.");
    }
    String method = tree.path("method").textValue();
    if (method == null) {
      throw RpcFault.invalid(
          tree.has("result") || tree.has("error")
              ? "This server sends no requests, and takes no responses."
              : "method is missing, or is no text.");
    }
    if (id.isEmpty() && !method.startsWith(NOTIFICATIONS)) {
      throw RpcFault.invalid("A request needs an id; without one nothing was done.");
    }
    JsonNode params = tree.path("params");
    if (!params.isObject() && !params.isMissingNode()) {
      throw RpcFault.invalid("params must be an object.");
    }
    return new RpcMessage(id, method, params instanceof ObjectNode it ? it : Json.object());
  }

  /** Returns the id of a message that may be faulty; empty when there is none to return. */
  public static Optional<JsonNode> id(ObjectNode tree) {
    return Optional.of(tree.path("id"))
        .filter(it -> it.isTextual() || it.isNumber())
        .filter(it -> it.asText().length() <= LONGEST_ID);
  }

  /** Returns the member {@code _meta} of the parameters; a missing node without one. */
  public JsonNode meta() {
    return params.path("_meta");
  }

  /** Returns the cursor of a list; empty for its first page. */
  public String cursor() throws RpcFault {
    JsonNode cursor = params.path("cursor");
    if (cursor.isMissingNode() || cursor.isNull()) {
      return "";
    } else if (!cursor.isTextual() || cursor.textValue().indexOf('\0') >= 0) {
      throw RpcFault.parameters("cursor must be the nextCursor of another page.");
    }
    return cursor.textValue();
  }

  /** Returns the name of the called tool. */
  public String tool() throws RpcFault {
    String name = params.path("name").textValue();
    if (name == null) {
      throw RpcFault.parameters("name must be the name of a tool.");
    }
    return name;
  }

  /** Returns the arguments of a call; empty without any. */
  public ObjectNode arguments() throws RpcFault {
    JsonNode arguments = params.path("arguments");
    if (arguments instanceof ObjectNode object) {
      return object;
    } else if (arguments.isMissingNode() || arguments.isNull()) {
      return Json.object();
    }
    throw RpcFault.parameters("arguments must be an object.");
  }
}

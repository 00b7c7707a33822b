package drawbridge.mcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import java.util.Optional;

/**
 * Makes the results that describe the server. They have the members of all versions: clients of
 * older ones ignore what they do not know.
 */
public final class ServerResults {

  /** That of the interface: the product shows its own to operators only. */
  private static final String SERVER_VERSION = "1.0";

  private static final String INSTRUCTIONS =
      "Each tool but run_status starts a workflow. A call returns the output when the workflow ends"
          + " within 30 seconds, and otherwise a runId: pass it to run_status later. To repeat a"
          + " call safely, send the same text as _meta.uid: it starts the workflow once.";

  private static final long AN_HOUR = 3_600_000;

  private ServerResults() {}

  /** Marks a result as complete and names the server in it. */
  static ObjectNode complete(ObjectNode result) {
    result.put("resultType", "complete");
    result.putObject("_meta").set("io.modelcontextprotocol/serverInfo", server());
    return result;
  }

  private static ObjectNode server() {
    return Json.object().put("name", "drawbridge").put("version", SERVER_VERSION);
  }

  private static ObjectNode described(ObjectNode result) {
    result.putObject("capabilities").putObject("tools");
    return result.put("instructions", INSTRUCTIONS);
  }

  /**
   * Says how long a client may keep a result (MCP 2026-07-28, Caching).
   *
   * @param millis 0 when the client should ask again each time
   */
  static ObjectNode kept(ObjectNode result, long millis) {
    return result.put("ttlMs", millis).put("cacheScope", "private");
  }

  private static ObjectNode initialized(RpcMessage message) {
    String wanted = message.params().path("protocolVersion").asText();
    ObjectNode result =
        Json.object().put("protocolVersion", ProtocolVersion.negotiated(wanted).text());
    result.set("serverInfo", server());
    return complete(described(result));
  }

  private static ObjectNode discovered() {
    ObjectNode result = Json.object();
    ProtocolVersion.texts().forEach(result.putArray("supportedVersions")::add);
    return complete(kept(described(result), AN_HOUR));
  }

  /**
   * Answers what needs no store; empty for the methods of tools.
   *
   * @throws RpcFault when the method is unknown
   */
  public static Optional<ObjectNode> of(RpcMessage message, ProtocolVersion version)
      throws RpcFault {
    return switch (message.method()) {
      case RpcMessage.INITIALIZE -> Optional.of(initialized(message));
      case "server/discover" -> Optional.of(discovered());
      case "ping" -> Optional.of(complete(Json.object()));
      case RpcMessage.LIST, RpcMessage.CALL -> Optional.empty();
      default -> throw RpcFault.unknownMethod(version);
    };
  }
}

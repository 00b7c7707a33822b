package drawbridge.mcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A message breaks the protocol, so that its sender gets a JSON-RPC error. What a model can correct
 * is a {@link ToolResult} instead.
 */
public final class RpcFault extends Exception {

  private static final long serialVersionUID = 1L;

  private static final int UNREADABLE = -32700;
  private static final int INVALID_REQUEST = -32600;
  private static final int NO_METHOD = -32601;
  private static final int INVALID_PARAMETERS = -32602;
  private static final int HEADER_MISMATCH = -32020;
  private static final int UNSUPPORTED_VERSION = -32022;

  private final int code;
  private final int status;
  private final transient @Nullable ObjectNode data;

  private RpcFault(int code, int status, String message, @Nullable ObjectNode data) {
    super(message, null, false, false);
    this.code = code;
    this.status = status;
    this.data = data;
  }

  /** The body is not JSON. */
  public static RpcFault unreadable(String detail) {
    return new RpcFault(UNREADABLE, 400, detail, null);
  }

  /** The JSON is no message of the protocol. */
  public static RpcFault invalid(String detail) {
    return new RpcFault(INVALID_REQUEST, 400, detail, null);
  }

  /** The method is unknown. Versions with a handshake transport errors with status 200. */
  static RpcFault unknownMethod(ProtocolVersion version) {
    return new RpcFault(
        NO_METHOD,
        version.hasHandshake() ? 200 : 404,
        "This server has no such method. It has the methods of tools.",
        null);
  }

  /** The parameters of a known method are wrong. */
  public static RpcFault parameters(String detail) {
    return new RpcFault(INVALID_PARAMETERS, 200, detail, null);
  }

  /** A member is missing that each request has. */
  static RpcFault malformed(String detail) {
    return new RpcFault(INVALID_PARAMETERS, 400, detail, null);
  }

  /** The headers do not repeat the message. */
  static RpcFault header(String detail) {
    return new RpcFault(HEADER_MISMATCH, 400, detail, null);
  }

  static RpcFault unsupportedVersion(String requested) {
    ObjectNode data = Json.object();
    ProtocolVersion.texts().forEach(data.putArray("supported")::add);
    data.put("requested", requested);
    return new RpcFault(UNSUPPORTED_VERSION, 400, "Unsupported protocol version", data);
  }

  public int code() {
    return code;
  }

  /** Returns the status of the HTTP reply. */
  public int status() {
    return status;
  }

  /** Returns the member {@code error} of the reply. */
  ObjectNode toJson() {
    ObjectNode error = Json.object().put("code", code).put("message", getMessage());
    if (data != null) {
      error.set("data", data);
    }
    return error;
  }
}

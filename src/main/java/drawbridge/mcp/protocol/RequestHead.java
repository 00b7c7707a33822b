package drawbridge.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The headers of a request that repeat its message, so that proxies need not read it.
 *
 * @param version {@code MCP-Protocol-Version}
 * @param method {@code Mcp-Method}
 * @param name {@code Mcp-Name}
 */
public record RequestHead(
    Optional<String> version, Optional<String> method, Optional<String> name) {

  private static final String META = "io.modelcontextprotocol/";
  private static final String VERSION = META + "protocolVersion";
  private static final String CAPABILITIES = META + "clientCapabilities";
  private static final String ENCODED = "=?base64?";
  private static final String END = "?=";

  /**
   * Returns the version of a request. Before 2025-06-18 no header named it. Requests of 2026-07-28
   * state version, method and name in the headers and in the message, and both must agree (MCP
   * 2026-07-28, Streamable HTTP).
   */
  public ProtocolVersion versionOf(RpcMessage message) throws RpcFault {
    Optional<String> declared = Optional.ofNullable(message.meta().path(VERSION).textValue());
    if (message.method().equals(RpcMessage.INITIALIZE)) {
      return ProtocolVersion.V2025_11_25; // the handshake negotiates another one
    }
    if (version.isEmpty()) {
      if (declared.isPresent()) {
        throw RpcFault.header("The header MCP-Protocol-Version is missing.");
      }
      return ProtocolVersion.V2025_03_26;
    }
    ProtocolVersion named = named(version.get());
    if (named.hasHandshake() ? declared.isPresent() : !declared.equals(version)) {
      throw declared.isEmpty()
          ? RpcFault.malformed("_meta must have " + VERSION + ".")
          : RpcFault.header("MCP-Protocol-Version differs from the version in _meta.");
    }
    if (!named.hasHandshake()) {
      check(message);
    }
    return named;
  }

  private static ProtocolVersion named(String text) throws RpcFault {
    Optional<ProtocolVersion> named = ProtocolVersion.of(text);
    if (named.isEmpty()) {
      throw RpcFault.unsupportedVersion(text);
    }
    return named.get();
  }

  private void check(RpcMessage message) throws RpcFault {
    if (!message.meta().path(CAPABILITIES).isObject()) {
      throw RpcFault.malformed("_meta must have " + CAPABILITIES + ", an object.");
    }
    if (!method.equals(Optional.of(message.method()))) {
      throw RpcFault.header("Mcp-Method is missing, or differs from the method.");
    }
    JsonNode called = message.params().path("name");
    if (message.method().equals(RpcMessage.CALL)
        && called.isTextual()
        && !name.flatMap(RequestHead::decoded).equals(Optional.of(called.textValue()))) {
      throw RpcFault.header("Mcp-Name is missing, or differs from the name of the tool.");
    }
  }

  /** Returns the value of a header; empty when its encoding is wrong. */
  private static Optional<String> decoded(String value) {
    int length = value.length() - ENCODED.length() - END.length();
    if (length < 0 || !value.startsWith(ENCODED) || !value.endsWith(END)) {
      return Optional.of(value);
    }
    try {
      byte[] bytes =
          Base64.getDecoder().decode(value.substring(ENCODED.length(), ENCODED.length() + length));
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }
}

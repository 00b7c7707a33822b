package drawbridge.mcp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which version a request has, and whether its headers repeat it. */
@Tag("M1")
class RequestHeadTest {

  private static final String MODERN = "2026-07-28";
  private static final String META =
      "{\"_meta\": {\"io.modelcontextprotocol/protocolVersion\": \"2026-07-28\","
          + " \"io.modelcontextprotocol/clientCapabilities\": {}}, \"name\": \"größe\"}";

  private static RpcMessage message(String method, String params) {
    return new RpcMessage(
        Optional.of(Json.NODES.numberNode(1)), method, (ObjectNode) Json.read(params));
  }

  private static RequestHead head(
      @Nullable String version, @Nullable String method, @Nullable String name) {
    return new RequestHead(
        Optional.ofNullable(version), Optional.ofNullable(method), Optional.ofNullable(name));
  }

  @Test
  void headerNamesTheVersionOfASession() throws RpcFault {
    for (ProtocolVersion version : ProtocolVersion.values()) {
      if (version.hasHandshake()) {
        assertThat(head(version.text(), null, null).versionOf(message("tools/list", "{}")))
            .isEqualTo(version);
      }
    }
  }

  @Test
  void requestWithoutHeaderIsOfTheVersionBeforeTheHeader() throws RpcFault {
    assertThat(head(null, null, null).versionOf(message("tools/list", "{}")))
        .isEqualTo(ProtocolVersion.V2025_03_26);
  }

  @Test
  void newestVersionIsInHeadersAndMessage() throws RpcFault {
    assertThat(head(MODERN, "tools/list", null).versionOf(message("tools/list", META)))
        .isEqualTo(ProtocolVersion.V2026_07_28);
    assertThat(
            head(MODERN, "tools/call", "=?base64?Z3LDtsOfZQ==?=")
                .versionOf(message("tools/call", META)))
        .isEqualTo(ProtocolVersion.V2026_07_28);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-07-28, , größe",
    "2026-07-28, Tools/call, größe",
    "2026-07-28, tools/list, größe",
    "2026-07-28, tools/call,",
    "2026-07-28, tools/call, grösse",
    "2026-07-28, tools/call, =?base64?*?=",
    "2026-07-28, tools/call, =?base64?/w==?=",
    "2026-07-28, tools/call, =?base64?=",
    "2025-11-25, tools/call, größe",
    ", tools/call, größe"
  })
  void headersThatDifferFromTheMessageAreRefused(String version, String method, String name) {
    assertThatExceptionOfType(RpcFault.class)
        .isThrownBy(() -> head(version, method, name).versionOf(message("tools/call", META)))
        .satisfies(
            fault -> {
              assertThat(fault.code()).isEqualTo(-32020);
              assertThat(fault.status()).isEqualTo(400);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"_meta\": 1}",
        "{\"_meta\": {\"io.modelcontextprotocol/protocolVersion\": 1}}",
        "{\"_meta\": {\"io.modelcontextprotocol/protocolVersion\": \"2026-07-28\"}}"
      })
  void requestOfTheNewestVersionWithoutItsMembersIsMalformed(String params) {
    assertThatExceptionOfType(RpcFault.class)
        .isThrownBy(() -> head(MODERN, "tools/list", null).versionOf(message("tools/list", params)))
        .satisfies(
            fault -> {
              assertThat(fault.code()).isEqualTo(-32602);
              assertThat(fault.status()).isEqualTo(400);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-11-05", "1900-01-01", "2026-07-28, 2026-07-28", "x"})
  void unknownVersionGetsTheKnownOnes(String version) {
    assertThatExceptionOfType(RpcFault.class)
        .isThrownBy(() -> head(version, null, null).versionOf(message("tools/list", "{}")))
        .satisfies(
            fault ->
                assertThat(RpcReply.of(Optional.empty(), fault).message())
                    .hasToString(
                        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32022,\"message\":\"Unsupported"
                            + " protocol version\",\"data\":{\"supported\":[\"2026-07-28\","
                            + "\"2025-11-25\",\"2025-06-18\",\"2025-03-26\"],\"requested\":\""
                            + version
                            + "\"}}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-03-26, 2025-03-26",
    "2025-06-18, 2025-06-18",
    "2025-11-25, 2025-11-25",
    "2026-07-28, 2025-11-25",
    "2024-11-05, 2025-11-25",
    "'', 2025-11-25"
  })
  void handshakeNegotiatesAVersionWithAHandshake(String wanted, String negotiated) throws RpcFault {
    RpcMessage message = message("initialize", "{\"protocolVersion\": \"" + wanted + "\"}");
    ProtocolVersion version = head(null, null, null).versionOf(message);
    ObjectNode result = ServerResults.of(message, version).orElseThrow();
    assertThat(result.path("protocolVersion").asText()).isEqualTo(negotiated);
    assertThat(result.path("capabilities")).hasToString("{\"tools\":{}}");
    assertThat(result.at("/serverInfo/name").asText()).isEqualTo("drawbridge");
  }

  @Test
  void serverIsDiscovered() throws RpcFault {
    ObjectNode result =
        ServerResults.of(message("server/discover", META), ProtocolVersion.V2026_07_28)
            .orElseThrow();
    assertThat(result.path("supportedVersions").get(0).asText()).isEqualTo(MODERN);
    assertThat(result.path("resultType").asText()).isEqualTo("complete");
    assertThat(result.path("cacheScope").asText()).isEqualTo("private");
    assertThat(result.path("ttlMs").isIntegralNumber()).isTrue();
    assertThat(result.at("/_meta/io.modelcontextprotocol~1serverInfo/name").asText())
        .isEqualTo("drawbridge");
  }

  @ParameterizedTest
  @CsvSource({"V2025_11_25, 200", "V2026_07_28, 404"})
  void unknownMethodHasTheStatusOfItsVersion(ProtocolVersion version, int status) {
    for (String method : new String[] {"resources/list", "subscriptions/listen", "", "Ping"}) {
      assertThatExceptionOfType(RpcFault.class)
          .isThrownBy(() -> ServerResults.of(message(method, "{}"), version))
          .satisfies(
              fault -> {
                assertThat(fault.code()).isEqualTo(-32601);
                assertThat(fault.status()).isEqualTo(status);
              });
    }
  }
}

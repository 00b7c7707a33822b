package drawbridge.mcp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("M1")
class RpcMessageTest {

  private static final String HUGE = "1".repeat(255);
  private static final String MANY_DIGITS = "1234567890123456789012345678901234567890123456789012";

  private static ObjectNode tree(String json) {
    return (ObjectNode) Json.read(json);
  }

  private static RpcMessage read(String json) throws RpcFault {
    return RpcMessage.read(tree(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "0",
        "-7",
        "\"a\"",
        "\"\"",
        "1.5",
        "12345678901234567890123456789",
        MANY_DIGITS
      })
  void idIsReturnedAsItWasWritten(String id) throws RpcFault {
    RpcMessage message = read("{\"jsonrpc\": \"2.0\", \"id\": " + id + ", \"method\": \"ping\"}");
    RpcReply reply = RpcReply.of(message.id().orElseThrow(), Json.object());
    assertThat(Json.write(reply.message().get("id"))).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "true", "[1]", "{}"})
  void idOfAnotherTypeIsRefused(String id) {
    refused("{\"jsonrpc\": \"2.0\", \"id\": " + id + ", \"method\": \"ping\"}", "id must be");
  }

  @Test
  void longIdIsRefusedAndNotReturned() throws RpcFault {
    String longest = "{\"jsonrpc\": \"2.0\", \"id\": \"" + HUGE + "\", \"method\": \"ping\"}";
    assertThat(read(longest).id()).isPresent();
    String longer = longest.replace(HUGE, HUGE + "1");
    refused(longer, "255");
    assertThat(RpcMessage.id(tree(longer))).isEmpty();
  }

  @Test
  void notificationHasNoId() throws RpcFault {
    assertThat(read("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}").id())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\": 1, \"method\": \"ping\"}",
        "{\"jsonrpc\": \"1.0\", \"id\": 1, \"method\": \"ping\"}",
        "{\"jsonrpc\": 2.0, \"id\": 1, \"method\": \"ping\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": 1}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"result\": {}}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": [1]}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": null}",
        "{\"jsonrpc\": \"2.0\", \"method\": \"tools/call\", \"params\": {\"name\": \"a\"}}"
      })
  void whatIsNoMessageIsRefused(String json) {
    refused(json, "");
  }

  private static void refused(String json, String detail) {
    assertThatExceptionOfType(RpcFault.class)
        .isThrownBy(() -> read(json))
        .withMessageContaining(detail)
        .satisfies(
            fault -> {
              assertThat(fault.code()).isEqualTo(-32600);
              assertThat(fault.status()).isEqualTo(400);
            });
  }

  @Test
  void partsOfACallAreReadByTheirTypes() throws RpcFault {
    RpcMessage call =
        read(
            "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\":"
                + " {\"name\": \"a\", \"arguments\": {\"n\": 1.10}}}");
    assertThat(call.tool()).isEqualTo("a");
    assertThat(call.arguments()).hasToString("{\"n\":1.10}");

    RpcMessage bare = with("{\"arguments\": null}");
    assertThat(bare.arguments()).isEmpty();
    assertThat(bare.cursor()).isEmpty();
    assertThatExceptionOfType(RpcFault.class).isThrownBy(bare::tool);
    assertThatExceptionOfType(RpcFault.class)
        .isThrownBy(with("{\"arguments\": [1]}")::arguments)
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(-32602));
    assertThatExceptionOfType(RpcFault.class).isThrownBy(with("{\"cursor\": 1}")::cursor);
    assertThatExceptionOfType(RpcFault.class).isThrownBy(with("{\"cursor\": \"\\u0000\"}")::cursor);
  }

  private static RpcMessage with(String params) throws RpcFault {
    return read(
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": "
            + params
            + "}");
  }
}

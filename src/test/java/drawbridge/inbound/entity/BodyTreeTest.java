package drawbridge.inbound.entity;

import static drawbridge.inbound.entity.RequestFormTest.faults;
import static drawbridge.inbound.entity.RequestFormTest.pointers;
import static drawbridge.inbound.entity.RequestFormTest.readable;
import static drawbridge.inbound.entity.RequestFormTest.refusal;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Fault;
import drawbridge.platform.Problem;
import drawbridge.platform.json.Json;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C3")
class BodyTreeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n",
        "[]",
        "1",
        "null",
        "\"a\"",
        "{",
        "{]",
        "[1",
        "tru",
        "{}{}",
        "{} 1",
        "{}]",
        "{},",
        "{'workflow':'w'}",
        "{\"workflow\":\"w\",}",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\" 1}",
        "{\"workflow\":\"w\",\"a\":01}",
        "{\"workflow\":\"w\",\"a\":1.}",
        "{\"workflow\":\"w\",\"a\":.5}",
        "{\"workflow\":\"w\",\"a\":+1}",
        "{\"workflow\":\"w\",\"a\":-}",
        "{\"workflow\":\"w\",\"a\":1e}",
        "{\"workflow\":\"w\",\"a\":NaN}",
        "{\"workflow\":\"w\",\"a\":\"\t\"}",
        "{\"workflow\":\"w\",\"a\":\"\\x\"}",
        "{\"workflow\":\"w\",\"a\":\"\\u12\"}",
        "{\"workflow\":\"w\",\"a\":[1,]}",
        "{\"workflow\":\"w\"} // c",
        "{\"workflow\":\"w\" \"a\":1}"
      })
  void bodyOtherThanOneJsonObjectHasOneFault(String body) {
    assertThat(pointers(body)).containsExactly("");
  }

  @Test
  void syntaxErrorNamesLineAndColumn() {
    Fault fault = faults("{\"workflow\": \"w\",\n  \"a\": ?}").get(0);
    assertThat(fault.line()).isEqualTo(2);
    assertThat(fault.column()).isBetween(8, 9);
    assertThat(fault.detail()).contains("line 2, column ");
  }

  @Test
  void bodyIsStrictUtf8WithOptionalByteOrderMark() {
    byte[] latin = "{\"workflow\":\"caf\u00e9\"}".getBytes(ISO_8859_1);
    byte[] utf16 = "{\"workflow\":\"w\"}".getBytes(UTF_16);
    assertThat(
            WorkflowRequest.<List<Fault>>read(
                latin, RequestLimits.DEFAULT, orders -> List.of(), Problem::errors))
        .singleElement()
        .satisfies(fault -> assertThat(fault.detail()).contains("byte 16"));
    assertThat(refusal(utf16, RequestLimits.DEFAULT)).isEqualTo(400);
    assertThat(refusal(new byte[] {'{', (byte) 0xc3}, RequestLimits.DEFAULT)).isEqualTo(400);
    assertThat(readable("\uFEFF{\"workflow\":\"w\"}").get(0).workflow()).isEqualTo("w");
  }

  @Test
  void bodyAboveTheLimitIsTooLarge() {
    byte[] body = "{\"workflow\":\"w\"}".getBytes(ISO_8859_1);
    assertThat(refusal(body, new RequestLimits(body.length, 1, 100_000))).isZero();
    assertThat(refusal(body, new RequestLimits(body.length - 1, 1, 100_000))).isEqualTo(413);
  }

  @Test
  void atMost64LevelsAreRead() {
    assertThat(pointers(nested(63))).isEmpty();
    assertThat(pointers(nested(64))).containsExactly("/a" + "/0".repeat(63));
    assertThat(pointers("[".repeat(50_000))).containsExactly("");
    assertThat(pointers("{\"a\":".repeat(9_000))).hasSize(1);
  }

  private static String nested(int arrays) {
    return "{\"workflow\":\"w\",\"a\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
  }

  @Test
  void everyDuplicateNameIsFound() {
    assertThat(
            pointers(
                """
                {"workflow": "w", "a/b~": [{"x": 1, "\\u0078": 2}], "workflow": "v",
                 "o": {"y": {"z": 1, "z": 2, "z": 3}, "y": {"q": 1, "q": 1}}}
                """))
        .containsExactly("/a~1b~0/0/x", "/workflow", "/o/y/z", "/o/y/z", "/o/y/q", "/o/y");
  }

  @Test
  void namesThatDifferInCaseAreNotDuplicates() {
    assertThat(pointers("{\"workflow\":\"w\",\"a\":1,\"A\":2}")).isEmpty();
  }

  @Test
  void unpairedSurrogatesAreRefused() {
    assertThat(pointers("{\"workflow\":\"w\",\"a\":\"\\ud83d\\ude00\"}")).isEmpty();
    assertThat(pointers("{\"workflow\":\"w\",\"a\":\"\\ud83d\",\"b\":[\"\\ude00\\ud83d\"]}"))
        .containsExactly("/a", "/b/0");
    assertThat(pointers("{\"workflow\":\"w\",\"o\":{\"\\ud83d\":{\"c\":1,\"c\":2}}}"))
        .containsExactly("/o", "/o/\uFFFD/c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "2147483648",
        "9223372036854775808",
        "123456789012345678901234567890",
        "1.0",
        "1.10",
        "0.1",
        "12345678901234567.12345678901234567",
        "1E+3",
        "1E-7"
      })
  void numbersKeepTheirTextAndType(String text) {
    RunOrder order = readable("{\"workflow\":\"w\",\"n\":" + text + "}").get(0);
    assertThat(Json.write(order.runtime().path("n"))).isEqualTo(text);
    assertThat(order.runtime().path("n")).isEqualTo(Json.read(text));
  }

  @Test
  void hugeNumbersAreRefused() {
    assertThat(pointers(withNumber("1e999999999"))).containsExactly("/n");
    assertThat(pointers(withNumber("1e-99999999999999999999"))).containsExactly("/n");
    assertThat(pointers(withNumber("1e101001"))).containsExactly("/n");
    assertThat(pointers(withNumber("1e-0000100000"))).isEmpty();
    assertThat(pointers(withNumber("7".repeat(1000)))).isEmpty();
    assertThat(pointers(withNumber("7".repeat(1001)))).containsExactly("/n");
    assertThat(pointers(withNumber("0." + "7".repeat(50_000)))).containsExactly("/n");
  }

  private static String withNumber(String number) {
    return "{\"workflow\":\"w\",\"n\":" + number + "}";
  }

  @Test
  void pointersHaveALimitedLength() {
    String name = "n".repeat(20_000);
    assertThat(pointers("{\"workflow\":\"w\",\"o\":{\"" + name + "\":{\"a\":1,\"a\":1}}}"))
        .containsExactly("/o");
  }
}
